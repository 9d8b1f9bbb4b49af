package org.miltermanager.milters;

import org.miltermanager.milter.Milter;

/** The settings of a milter that runs inside: values alone, of which the milter is made when they are in force. */
public interface BuiltIn {
    /** Makes the milter. Nothing is connected yet. */
    Milter milter(Shared shared);
}
