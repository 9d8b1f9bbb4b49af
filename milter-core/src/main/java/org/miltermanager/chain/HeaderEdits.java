package org.miltermanager.chain;

import java.util.List;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.InsertHeader;

/** Where one milter's header edits take effect. Each yields the requests that make the mail server do the same. */
interface HeaderEdits {
    List<Edit> apply(AddHeader request);

    List<Edit> apply(InsertHeader request);

    List<Edit> apply(ChangeHeader request);
}
