package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.mapping.key.KeyReference;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries what is proposed for the columns of a file by planning it, and takes back what would cost
 * the target a constraint, a default, an index or a view. Pure.
 *
 * @param source as it is without any rule
 * @param basis what the file declares
 * @param schema what of it moves
 */
public record ProposalTrial(SqliteSource source, MappingBasis basis, SqliteSchema schema) {
  private static final Set<RemarkCode> COSTS =
      EnumSet.of(
          RemarkCode.FOREIGN_KEY_LEFT_OUT,
          RemarkCode.CHECK_LEFT_OUT,
          RemarkCode.DEFAULT_LEFT_OUT,
          RemarkCode.GENERATED_CHANGED,
          RemarkCode.INDEX_LEFT_OUT,
          RemarkCode.VIEW_LEFT_OUT);

  /**
   * What is left of the proposals.
   *
   * @param tallies what was counted, by table and column
   */
  public Map<String, List<ColumnProposal>> of(
      Map<String, List<ColumnProposal>> proposed, Map<String, List<ColumnTally>> tallies) {
    Map<String, List<ColumnProposal>> left = new LinkedHashMap<>();
    proposed.forEach((table, columns) -> left.put(table, agreeing(table, columns, tallies)));
    SourceMapping without = MappingPlanner.plan(source, basis);
    if (cost(without, rules(left)).isEmpty()) {
      return left;
    }
    left.replaceAll(
        (table, columns) ->
            columns.stream().map(column -> affordable(without, table, column)).toList());
    return left;
  }

  private ColumnProposal affordable(SourceMapping without, String table, ColumnProposal column) {
    return cost(without, rules(Map.of(table, List.of(column)))).map(column::offered).orElse(column);
  }

  /** A key becomes a UUID only where everything that refers to it is one. */
  private List<ColumnProposal> agreeing(
      String table, List<ColumnProposal> columns, Map<String, List<ColumnTally>> tallies) {
    return columns.stream()
        .map(
            column ->
                column.written() && isUuid(column)
                    ? disagreeing(table, column.column(), tallies)
                        .map(other -> column.offered(other + " refers to it and has other values"))
                        .orElse(column)
                    : column)
        .toList();
  }

  private Optional<String> disagreeing(
      String table, String column, Map<String, List<ColumnTally>> tallies) {
    return KeyReference.of(schema).stream()
        .filter(key -> key.parent().equals(table) && key.parentColumns().contains(column))
        .filter(
            key ->
                !tallies.getOrDefault(key.table(), List.of()).stream()
                    .filter(
                        tally ->
                            tally
                                .column()
                                .name()
                                .equals(key.columns().get(key.parentColumns().indexOf(column))))
                    .allMatch(ColumnTally::uuidsAlone))
        .map(key -> key.table() + "." + String.join(", ", key.columns()))
        .findFirst();
  }

  private static boolean isUuid(ColumnProposal column) {
    return column.rule().filter(rule -> rule.converts(ConversionName.UUID)).isPresent();
  }

  /** What the rules would cost, for people; empty for nothing. */
  private Optional<String> cost(SourceMapping without, Map<String, TableRule> rules) {
    SourceMapping with = MappingPlanner.plan(source.with(source.rules().withTables(rules)), basis);
    List<String> costs = new ArrayList<>(with.problems());
    costs.removeAll(without.problems());
    with.remarks().stream()
        .filter(remark -> COSTS.contains(remark.code()) && !without.remarks().contains(remark))
        .map(MappingRemark::text)
        .forEach(costs::add);
    return costs.stream().findFirst().map(text -> text.replaceAll("[.]$", ""));
  }

  /** Those that are in force. */
  private static Map<String, TableRule> rules(Map<String, List<ColumnProposal>> proposals) {
    Map<String, TableRule> rules = new HashMap<>();
    proposals.forEach(
        (table, columns) -> {
          Map<String, ColumnRule> written = new HashMap<>();
          columns.stream()
              .filter(ColumnProposal::written)
              .forEach(column -> written.put(column.column(), column.rule().orElseThrow()));
          if (!written.isEmpty()) {
            rules.put(table, new TableRule(null, written));
          }
        });
    return rules;
  }
}
