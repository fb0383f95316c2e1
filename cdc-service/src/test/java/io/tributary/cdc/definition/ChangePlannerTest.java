package io.tributary.cdc.definition;

import static io.tributary.cdc.definition.Definitions.TABLE;
import static io.tributary.cdc.definition.Definitions.add;
import static io.tributary.cdc.definition.Definitions.column;
import static io.tributary.cdc.definition.Definitions.drop;
import static io.tributary.cdc.definition.Definitions.indexed;
import static io.tributary.cdc.definition.Definitions.keyed;
import static io.tributary.cdc.definition.Definitions.labelled;
import static io.tributary.cdc.definition.Definitions.rename;
import static io.tributary.cdc.definition.Definitions.retype;
import static io.tributary.cdc.definition.Definitions.withDefault;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.definition.TableDefinition.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangePlannerTest {
  private static final Part INDEX = new Part("late", false, "CREATE INDEX late ON t (id)");

  /** What can be done to a table, and what the planner has to say of it. */
  private record Edit(UnaryOperator<TableDefinition> edit, String effect) {}

  private static final List<Edit> EDITS =
      List.of(
          new Edit(t -> rename(t, "a", "z"), "column a was renamed to z"),
          new Edit(t -> drop(t, "b"), "column b was dropped"),
          new Edit(t -> add(t, column("x", 7)), "column x of type integer was added"),
          new Edit(t -> add(drop(t, "c"), column("c", 8)), "column c was dropped and added again"),
          new Edit(t -> retype(t, "id", 20, -1, "bigint"), "column id: type integer became bigint"),
          new Edit(t -> keyed(t, "id", "y"), "the primary key was [id], is [id, y]"),
          new Edit(t -> indexed(t, TABLE.indexes().get(0), INDEX), "index late was made"),
          new Edit(t -> add(t, column("a", 9)), "column a of type integer was added"));

  static Stream<List<Edit>> everyCombination() {
    return IntStream.range(0, 1 << EDITS.size())
        // A second column of a name needs the first to have another one.
        .filter(set -> (set & 128) == 0 || (set & 1) == 1)
        .mapToObj(
            set ->
                IntStream.range(0, EDITS.size())
                    .filter(i -> (set & (1 << i)) != 0)
                    .mapToObj(EDITS::get)
                    .toList());
  }

  @ParameterizedTest
  @MethodSource("everyCombination")
  void tellsEachChangeOnceAndNothingElse(List<Edit> edits) {
    // given
    TableDefinition after = TABLE;
    for (Edit edit : edits) {
      after = edit.edit().apply(after);
    }

    // when
    List<SchemaChange> changes = ChangePlanner.between(TABLE, after);

    // then
    assertThat(changes).hasSameSizeAs(edits);
    List<String> left = new ArrayList<>(changes.stream().map(SchemaChange::effect).toList());
    edits.forEach(
        edit ->
            assertThat(left.removeIf(e -> e.startsWith(edit.effect()))).as(edit.effect()).isTrue());
  }

  @Test
  void doesNotMindThatOldRowsWereRewritten() {
    TableDefinition before = add(TABLE, withDefault(column("x", 5), "7", "7"));
    TableDefinition after = add(TABLE, withDefault(column("x", 5), "7", null));
    assertThat(ChangePlanner.between(before, after)).isEmpty();
  }

  @Test
  void followsOnlyWhatGivesEqualValues() {
    assertThat(new ColumnChange.Added(column("x", 5)).statements("\"s\".\"t\""))
        .containsExactly("ALTER TABLE \"s\".\"t\" ADD COLUMN IF NOT EXISTS \"x\" integer");
    assertThat(added(withDefault(column("x", 5), "now()", "it's")))
        .containsExactly(
            "ALTER TABLE t ADD COLUMN IF NOT EXISTS \"x\" integer DEFAULT 'it''s' NOT NULL",
            "ALTER TABLE t ALTER COLUMN \"x\" SET DEFAULT now()");
    assertThat(added(withDefault(column("x", 5), "random()", null))).isEmpty();
    assertThat(added(withDefault(column("x", 5), null, "3")))
        .last()
        .isEqualTo("ALTER TABLE t ALTER COLUMN \"x\" DROP DEFAULT");
    assertThat(added(column("x", -1))).isEmpty();
    assertThat(new ColumnChange.TypeChanged("x", "a", "b").statements("t")).isEmpty();
    assertThat(new ColumnChange.Replaced("x").lasting()).isTrue();
  }

  @Test
  void putsLabelsWhereTheyAre() {
    // given
    TableDefinition before = add(TABLE, labelled(5, "b", "d"));

    // when
    List<SchemaChange> changes =
        ChangePlanner.between(before, add(TABLE, labelled(5, "a", "b", "c", "d", "e")));

    // then
    assertThat(changes.get(0).statements("t"))
        .containsExactly(
            "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'a' BEFORE 'b'",
            "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'c' AFTER 'b'",
            "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'e' AFTER 'd'");
    assertThat(ChangePlanner.between(before, add(TABLE, labelled(5, "b", "x"))))
        .singleElement()
        .isInstanceOf(ColumnChange.LabelsChanged.class);
  }

  @Test
  void neverFollowsAfterAColumnOfWhichOnlyTheStreamKnew() {
    // given
    TableDefinition before = add(TABLE, ColumnDefinition.ofStream("x", 23, -1, "integer"));

    // when: it was renamed meanwhile
    List<SchemaChange> changes = ChangePlanner.between(before, add(TABLE, column("y", 5)));

    // then
    assertThat(changes).hasSize(2).allMatch(change -> change.statements("t").isEmpty());
    assertThat(ChangePlanner.between(before, add(TABLE, column("x", 5)))).isEmpty();
  }

  private static List<String> added(ColumnDefinition column) {
    return new ColumnChange.Added(column).statements("t");
  }
}
