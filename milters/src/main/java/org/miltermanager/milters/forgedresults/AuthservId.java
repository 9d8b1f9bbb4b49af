package org.miltermanager.milters.forgedresults;

/** The identifier with which the value of an {@code Authentication-Results} begins (RFC 8601 2.2). Belongs to one thread. */
final class AuthservId {
    private static final String BLANKS = " \t\r\n";

    private final String value;
    private int at;

    private AuthservId(String value) {
        this.value = value;
    }

    /**
     * Reads it, however it is written: a token or a quoted string, behind blanks and comments.
     *
     * @return without quotes; empty where there is none
     */
    static String of(String value) {
        var reader = new AuthservId(value);
        reader.skipCommentsAndBlanks();
        return reader.isAt("\"") ? reader.quoted() : reader.token();
    }

    private boolean isAt(String any) {
        return at < value.length() && any.indexOf(value.charAt(at)) >= 0;
    }

    private void skipCommentsAndBlanks() {
        while (isAt(BLANKS) || isAt("(")) {
            if (isAt("(")) {
                skipComment();
            } else {
                at++;
            }
        }
    }

    /** Comments may hold others, and a backslash takes the meaning of what follows (RFC 5322 3.2.2). */
    private void skipComment() {
        int depth = 0;
        do {
            if (isAt("(")) {
                depth++;
            } else if (isAt(")")) {
                depth--;
            }
            at = Math.min(at + (isAt("\\") ? 2 : 1), value.length());
        } while (depth > 0 && at < value.length());
    }

    private String quoted() {
        var text = new StringBuilder();
        at++;
        while (at < value.length() && !isAt("\"")) {
            if (isAt("\\") && at + 1 < value.length()) {
                at++;
            }
            if (!isAt("\r\n")) {
                text.append(value.charAt(at));
            }
            at++;
        }
        return text.toString();
    }

    private String token() {
        int begin = at;
        while (at < value.length() && !isAt(BLANKS) && !isAt(";(")) {
            at++;
        }
        return value.substring(begin, at);
    }
}
