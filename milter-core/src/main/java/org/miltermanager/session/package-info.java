/** One connection of the mail server, from SMFIC_OPTNEG to SMFIC_QUIT. */
@NullMarked
package org.miltermanager.session;

import org.jspecify.annotations.NullMarked;
