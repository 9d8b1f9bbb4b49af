package org.miltermanager.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with milter software that nobody here wrote: miltertest, libmilter with a C compiler, python3-milter. Where one of them is
 * missing it is skipped with a line that says so; with {@code -Dreal.mta=required} that is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ForeignPeersFound.class)
@interface NeedsForeignPeers {}
