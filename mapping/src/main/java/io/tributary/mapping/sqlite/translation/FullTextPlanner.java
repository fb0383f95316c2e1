package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.FullTextTable.Column;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans what full-text tables over a table that moves become: a generated column of that table, by
 * which PostgreSQL searches. Made for one plan.
 */
final class FullTextPlanner {
  /**
   * The most bytes of a row that are searched. PostgreSQL refuses a row whose words take more than
   * 1 MB, and words of awkward texts take up to four times the bytes of their text.
   */
  private static final int MOST_BYTES = 196_608;

  private static final int LONGEST_CHARACTER = 4;
  private static final String WEIGHTS = "ABCD";

  /** A word that no text has, and that goes again: it keeps phrases from spanning two columns. */
  private static final String GAP = "''' '':1'::tsvector";

  private final DerivedSchemaDraft draft;
  private final Map<String, List<String>> lines = new LinkedHashMap<>();
  private final List<String> indexes = new ArrayList<>();
  private final List<MappingRemark> left = new ArrayList<>();

  FullTextPlanner(DerivedSchemaDraft draft) {
    this.draft = draft;
    draft.schema.searches().forEach(this::plan);
    // Before what is said of the tables in which they keep their words.
    draft.remarks.addAll(0, left);
  }

  /** Lines of the statement that makes a table. */
  List<String> lines(TableScope scope) {
    return lines.getOrDefault(scope.name(), List.of());
  }

  /** The statements that make the indexes. */
  List<String> indexes() {
    return indexes;
  }

  private void plan(FullTextTable search) {
    try {
      if (draft.choices.names().left().contains(search.name())) {
        throw new SqliteSyntaxException("it stays behind as declared");
      }
      if (search.content() == null) {
        throw new SqliteSyntaxException(
            "it keeps rows of its own and finds none of a table that moves");
      }
      if (search.content().isEmpty()) {
        throw new SqliteSyntaxException("it is contentless, so that its texts are in no table");
      }
      TableScope scope =
          draft
              .table(search.content())
              .orElseThrow(
                  () ->
                      new SqliteSyntaxException(
                          "its content " + search.content() + " is no table that moves"));
      add(search, scope, FullTextConfiguration.of(search));
    } catch (SqliteSyntaxException e) {
      left.add(
          MappingRemark.ofWhole(
              search.name(),
              RemarkCode.VIRTUAL_TABLE_LEFT_OUT,
              "It is a virtual table of the module fts5, which PostgreSQL does not have: "
                  + e.getMessage()
                  + "."));
    }
  }

  private void add(FullTextTable search, TableScope scope, FullTextConfiguration configuration) {
    List<TableScope.Planned> searched = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (Column column : search.columns()) {
      scope
          .planned(column.name())
          .filter(planned -> column.indexed() && searchable(scope, planned))
          .ifPresentOrElse(searched::add, () -> without.add(column.name()));
    }
    if (searched.isEmpty()) {
      throw new SqliteSyntaxException("none of its columns is a text of a table that moves");
    }
    Set<String> taken =
        scope.columns().values().stream()
            .map(TableScope.Planned::name)
            .collect(Collectors.toCollection(HashSet::new));
    lines.getOrDefault(scope.name(), List.of()).forEach(line -> taken.add(nameOf(line)));
    String column = RelationNames.column(search.name(), taken);
    String index = draft.named(scope.table().name(), scope.name() + "_" + column + "_idx");
    lines
        .computeIfAbsent(scope.name(), table -> new ArrayList<>())
        .add(
            Sql.identifier(column)
                + " tsvector GENERATED ALWAYS AS ("
                + expression(searched, configuration)
                + ") STORED");
    indexes.add(
        "CREATE INDEX "
            + Sql.identifier(index)
            + " ON "
            + draft.qualified(scope.name())
            + " USING gin ("
            + Sql.identifier(column)
            + ")");
    draft.remark(
        search.name(),
        RemarkCode.FULL_TEXT_SEARCH,
        FullTextRemark.of(search, scope.name(), column, searched, without, configuration)
            + " Of a longer row only the beginnings of its texts are searched, "
            + MOST_BYTES / searched.size() / LONGEST_CHARACTER
            + " characters each.");
  }

  private static String nameOf(String line) {
    return line.substring(1, line.indexOf("\" tsvector")).replace("\"\"", "\"");
  }

  /** A generated column is computed from stored ones, whose text depends on no setting. */
  private static boolean searchable(TableScope scope, TableScope.Planned planned) {
    boolean stored = scope.stored().column(null, planned.column().name()).isPresent();
    return stored
        && switch (planned.type().family()) {
          case TEXT, INTEGER, UUID, JSON -> true;
          case REAL,
              DECIMAL,
              BOOLEAN,
              BYTES,
              TIMESTAMP,
              TIMESTAMPTZ,
              DATE,
              TIME,
              OTHER,
              UNORDERED,
              NULL ->
              false;
        };
  }

  private static String expression(
      List<TableScope.Planned> searched, FullTextConfiguration configuration) {
    List<String> vectors = new ArrayList<>();
    for (TableScope.Planned planned : searched) {
      String text = planned.quoted() + "::text";
      int bytes = MOST_BYTES / searched.size();
      String vector =
          "to_tsvector('%1$s'::regconfig, CASE WHEN octet_length(%2$s) > %3$d THEN left(%2$s, %4$d) ELSE coalesce(%2$s, '') END)"
              .formatted(configuration.name(), text, bytes, bytes / LONGEST_CHARACTER);
      char weight = WEIGHTS.charAt(Math.min(vectors.size(), WEIGHTS.length() - 1));
      vectors.add(searched.size() == 1 ? vector : "setweight(" + vector + ", '" + weight + "')");
    }
    return vectors.size() == 1
        ? vectors.get(0)
        : "ts_delete(" + String.join(" || " + GAP + " || ", vectors) + ", ' ')";
  }
}
