/**
 * S25R, selective SMTP rejection: clients whose names look like those of dial-up lines and home connections, which no proper mail host
 * has. The rules are those that Hideo Asami published as "Selective SMTP Rejection (S25R) system" in 2003.
 */
@NullMarked
package org.miltermanager.conditions.s25r;

import org.jspecify.annotations.NullMarked;
