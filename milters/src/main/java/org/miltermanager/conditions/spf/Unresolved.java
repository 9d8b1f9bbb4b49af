package org.miltermanager.conditions.spf;

/** Ends an evaluation: a mistake of the domain's owner, or of the DNS. */
final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SpfResult result;

    private Unresolved(SpfResult result, String problem) {
        super(problem, null, false, false);
        this.result = result;
    }

    static Unresolved forGood(String problem) {
        return new Unresolved(SpfResult.PERMERROR, problem);
    }

    static Unresolved forNow(String problem) {
        return new Unresolved(SpfResult.TEMPERROR, problem);
    }

    SpfFinding finding() {
        return SpfFinding.undecided(result, Printable.of(String.valueOf(getMessage())));
    }
}
