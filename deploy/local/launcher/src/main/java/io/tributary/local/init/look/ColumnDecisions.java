package io.tributary.local.init.look;

import io.tributary.common.plan.rule.ConversionName;
import io.tributary.local.init.propose.ColumnProposal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody has to decide about the columns of a file, each question once. Pure. */
final class ColumnDecisions {
  private static final int SHOWN = 8;

  /** Nothing is guessed about a zone. */
  private static final String NO_ZONE =
      "times without a zone stay as they are written. Where their zone is known, timestamptz is the"
          + " better type, such as {convert: timestamptz, zone: UTC}.";

  private ColumnDecisions() {}

  static List<String> of(Map<String, List<ColumnProposal>> proposals) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    proposals.forEach(
        (table, all) ->
            all.forEach(
                column -> {
                  String place = table + "." + column.column();
                  if (!column.decision().isEmpty()) {
                    columns.computeIfAbsent(column.decision(), d -> new ArrayList<>()).add(place);
                  }
                  if (column.written()
                      && column
                          .rule()
                          .filter(rule -> rule.converts(ConversionName.TIMESTAMP))
                          .isPresent()) {
                    columns.computeIfAbsent(NO_ZONE, d -> new ArrayList<>()).add(place);
                  }
                }));
    List<String> decisions = new ArrayList<>();
    columns.forEach((decision, places) -> decisions.add(shown(places) + ": " + decision));
    return decisions;
  }

  private static String shown(List<String> places) {
    return String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
        + (places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " others" : "");
  }
}
