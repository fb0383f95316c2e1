package io.tributary.local.evidence;

/**
 * What a side of a table has now, beside the report.
 *
 * @param outcome what that means
 * @param text for people
 */
record SideRecount(Outcome outcome, String text) {

  /** What a count means. */
  enum Outcome {
    /** As in the report. */
    SAME,
    /** It should be at rest, and is not as in the report. */
    DIFFERS,
    /** Not as in the report, as is to be expected of a side that is written to. */
    NOT_AT_REST,
    /** The report has no count. */
    NOT_COUNTED,
    /** It cannot be read. */
    UNREADABLE
  }

  /**
   * Judges what is there.
   *
   * @param atRest whether nobody may have written to it since
   */
  static SideRecount of(ReportedSide reported, SideRows found, boolean atRest) {
    long now = found.rows();
    if (reported.rows() < 0) {
      return new SideRecount(Outcome.NOT_COUNTED, now + " rows; the report has no count");
    }
    boolean digested = found.digest().isPresent() && reported.digest().isPresent();
    boolean sameDigest = !digested || found.digest().equals(reported.digest());
    if (reported.rows() == now && sameDigest) {
      return new SideRecount(
          Outcome.SAME, "same: " + now + " rows" + (digested ? ", by their digest" : ", by count"));
    }
    String both =
        reported.rows() == now
            ? "%d rows as in the report, and others by their digest".formatted(now)
            : "%d rows, %d in the report".formatted(now, reported.rows());
    return atRest
        ? new SideRecount(Outcome.DIFFERS, "DIFFERS: " + both)
        : new SideRecount(Outcome.NOT_AT_REST, "not at rest any more: " + both);
  }

  static SideRecount unreadable(String why) {
    return new SideRecount(Outcome.UNREADABLE, "cannot be read: " + why);
  }

  /** Whether the report is not borne out here. */
  boolean fails() {
    return outcome == Outcome.DIFFERS || outcome == Outcome.UNREADABLE;
  }
}
