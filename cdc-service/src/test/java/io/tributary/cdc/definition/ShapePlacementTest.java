package io.tributary.cdc.definition;

import static io.tributary.cdc.definition.Definitions.TABLE;
import static io.tributary.cdc.definition.Definitions.add;
import static io.tributary.cdc.definition.Definitions.column;
import static io.tributary.cdc.definition.Definitions.drop;
import static io.tributary.cdc.definition.Definitions.keyed;
import static io.tributary.cdc.definition.Definitions.rename;
import static io.tributary.cdc.definition.Definitions.retype;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shapes of the stream against a catalog that is at the same place, or ahead. */
class ShapePlacementTest {

  @Test
  void isTheSameWhereNothingChanged() {
    assertThat(placed(TABLE, TABLE)).isEqualTo(TABLE);
    assertThat(placed(TABLE, null)).isEqualTo(TABLE);
    assertThat(placed(TABLE, rename(TABLE, "a", "z"))).isEqualTo(TABLE);
  }

  @Test
  void knowsARenameByTheColumnsNumber() {
    TableDefinition after = rename(TABLE, "a", "z");
    assertThat(effects(after, after)).containsExactly("column a was renamed to z");
  }

  @Test
  void knowsADroppedAndAddedColumnByItsNumber() {
    TableDefinition after = add(drop(TABLE, "c"), column("c", 9));
    assertThat(effects(after, after))
        .containsExactly("column c was dropped and added again, so its earlier values are gone");
  }

  @Test
  void takesTheTypeFromTheStreamWhenTheCatalogIsAhead() {
    TableDefinition after = retype(TABLE, "a", 20, -1, "bigint");
    TableDefinition ahead = retype(TABLE, "a", 1700, 5, "numeric");
    assertThat(effects(after, ahead)).containsExactly("column a: type integer became type 20");
  }

  @Test
  void doesNotGuessWhatAColumnWasThatIsGoneAgain() {
    TableDefinition after = rename(TABLE, "a", "y");
    TableDefinition ahead = rename(TABLE, "a", "z");
    assertThat(effects(after, ahead))
        .containsExactly("column a was dropped", "column y was changed more than once");
  }

  @Test
  void knowsAColumnThatWasTakenBack() {
    TableDefinition added = add(TABLE, column("z", 9));
    assertThat(takenBack(added, TABLE)).isTrue();
    // It is still there, or came again.
    assertThat(takenBack(added, added)).isFalse();
    // Something else was done besides, here or by now.
    assertThat(takenBack(drop(added, "c"), TABLE)).isFalse();
    assertThat(takenBack(retype(added, "a", 20, -1, "bigint"), TABLE)).isFalse();
    assertThat(takenBack(added, drop(TABLE, "c"))).isFalse();
    assertThat(takenBack(added, null)).isFalse();
    // Nothing was added, or another column's name was.
    assertThat(takenBack(TABLE, TABLE)).isFalse();
    assertThat(takenBack(rename(TABLE, "a", "z"), TABLE)).isFalse();
  }

  private static boolean takenBack(TableDefinition streamed, TableDefinition catalog) {
    Shape shape = new Shape(TABLE.table(), null, columns(streamed));
    return new ShapePlacement(TABLE, Optional.ofNullable(catalog), c -> "?").takenBack(shape);
  }

  @Test
  void tellsAnotherKeyAlsoFromTheFuture() {
    Shape shape = new Shape(TABLE.table(), List.of("id", "a"), columns(TABLE));
    assertThat(new ShapePlacement(TABLE, Optional.of(TABLE), c -> "?").after(shape).key())
        .containsExactly("id", "a");
    Shape unknown = new Shape(TABLE.table(), null, columns(TABLE));
    assertThat(new ShapePlacement(TABLE, Optional.of(TABLE), c -> "?").after(unknown))
        .isEqualTo(TABLE);
  }

  @Test
  void missesAUniqueConstraintAtOnceWhereThereIsNoPrimaryKey() {
    TableDefinition before = keyed(TABLE);
    TableDefinition gone =
        new TableDefinition(
            "public", "t", 1, false, TABLE.columns(), List.of(), TABLE.indexes(), List.of());
    Shape shape = new Shape(TABLE.table(), List.of(), columns(TABLE));
    assertThat(new ShapePlacement(before, Optional.of(gone), c -> "?").after(shape).constraints())
        .isEmpty();
  }

  private static List<String> effects(TableDefinition streamed, TableDefinition catalog) {
    return ChangePlanner.between(TABLE, placed(streamed, catalog)).stream()
        .map(SchemaChange::effect)
        .toList();
  }

  private static TableDefinition placed(TableDefinition streamed, TableDefinition catalog) {
    Shape shape = new Shape(streamed.table(), List.of("id"), columns(streamed));
    return new ShapePlacement(TABLE, Optional.ofNullable(catalog), c -> "type " + c.type())
        .after(shape);
  }

  private static List<ShapeColumn> columns(TableDefinition table) {
    return table.columns().stream()
        .map(c -> new ShapeColumn(c.name(), c.type(), c.modifier()))
        .toList();
  }
}
