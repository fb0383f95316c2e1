package io.tributary.common.verdict;

import java.util.List;

/**
 * Something in which a comparison of a table could not have seen a difference.
 *
 * @param kind what it does not see
 * @param columns the columns in which it does not see it, in order of name; empty when it is about
 *     the table's rows as a whole
 */
public record BlindSpot(Kind kind, List<String> columns) {

  public BlindSpot {
    columns = List.copyOf(columns);
  }

  /** What is not seen. */
  public enum Kind {
    /** Which of the many bit patterns that mean NaN a floating point number has. */
    NAN_PAYLOAD,
    /** The XML declaration in front of a document, which PostgreSQL does not print as stored. */
    XML_DECLARATION,
    /** Which object is meant by a reference such as regclass: its printed name is compared. */
    OBJECT_IDENTITY,
    /** The contents of the large object whose number an oid may be. */
    LARGE_OBJECT,
    /** Whatever the output function of a type that is not PostgreSQL's own does not print. */
    UNPRINTED,
    /** In which partition of the table a row lies. */
    PARTITION,
    /**
     * A difference in rows that, by the change stream, did not change since the table was last
     * found equal: they were not read again.
     */
    UNREAD_ROWS,
    /** A difference in rows beyond the limit at which the search for differences ended. */
    UNSEARCHED_ROWS
  }
}
