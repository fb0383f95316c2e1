package io.tributary.orchestrator.evidence;

import io.tributary.common.verdict.BlindSpot;
import io.tributary.common.verdict.TableVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that could not be compared, or was not.
 *
 * @param stream the stream
 * @param table the table at the side that was closed, as schema.table
 * @param what a stable word: the name of a {@link BlindSpot.Kind}, or QUARANTINED_ROWS
 * @param columns the columns concerned; empty when it is about rows as a whole
 * @param why for people
 */
public record ComparisonGap(
    String stream, String table, String what, List<String> columns, String why) {

  /** All gaps of a stream, in the order of its tables. */
  static List<ComparisonGap> of(VerifiedStream stream) {
    List<ComparisonGap> gaps = new ArrayList<>();
    for (TableVerdict verdict : stream.tables()) {
      for (BlindSpot spot : verdict.blindSpots()) {
        gaps.add(
            new ComparisonGap(
                stream.stream(),
                verdict.table(),
                spot.kind().name(),
                spot.columns(),
                why(spot.kind())));
      }
      long aside = verdict.rows().quarantinedRows();
      if (aside > 0) {
        gaps.add(
            new ComparisonGap(
                stream.stream(),
                verdict.table(),
                "QUARANTINED_ROWS",
                List.of(),
                "%d rows are kept aside in the quarantine, and have no row to be compared with."
                    .formatted(aside)));
      }
    }
    return gaps;
  }

  private static String why(BlindSpot.Kind kind) {
    return switch (kind) {
      case NAN_PAYLOAD -> "PostgreSQL prints every NaN alike, whatever its bits.";
      case XML_DECLARATION -> "PostgreSQL does not print the XML declaration as it is stored.";
      case OBJECT_IDENTITY -> "The names of the objects that are meant were compared.";
      case LARGE_OBJECT -> "The contents of large objects were not compared.";
      case UNPRINTED ->
          "What the output function of a type that is not PostgreSQL's own leaves out.";
      case PARTITION -> "In which partition a row lies was not compared.";
      case UNREAD_ROWS ->
          "Rows that did not change on the stream since the table was last found equal were not"
              + " read again behind the fence.";
      case UNSEARCHED_ROWS -> "The search ended at its limit of differing rows.";
    };
  }
}
