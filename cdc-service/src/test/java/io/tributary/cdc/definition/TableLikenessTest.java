package io.tributary.cdc.definition;

import static io.tributary.cdc.definition.Definitions.TABLE;
import static io.tributary.cdc.definition.Definitions.add;
import static io.tributary.cdc.definition.Definitions.column;
import static io.tributary.cdc.definition.Definitions.drop;
import static io.tributary.cdc.definition.Definitions.indexed;
import static io.tributary.cdc.definition.Definitions.keyed;
import static io.tributary.cdc.definition.Definitions.labelled;
import static io.tributary.cdc.definition.Definitions.retype;
import static io.tributary.cdc.definition.Definitions.withDefault;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableLikenessTest {

  static Stream<TableDefinition> others() {
    return Stream.of(
        add(TABLE, column("x", 5)),
        drop(TABLE, "b"),
        retype(TABLE, "a", 20, -1, "bigint"),
        keyed(TABLE, "id", "a"),
        indexed(TABLE),
        add(drop(TABLE, "c"), withDefault(column("c", 4), "7", null)),
        add(TABLE, labelled(5, "a")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void findsTheDifferenceFromBothSides(TableDefinition other) {
    assertThat(new TableLikeness(TABLE, other).differences()).isNotEmpty();
    assertThat(new TableLikeness(other, TABLE).differences()).isNotEmpty();
    assertThat(new TableLikeness(other, other).differences()).isEmpty();
  }

  @Test
  void saysTheSameOfAThingThatIsPrintedDifferentlyBeforeAndAfterAChangeOfAnother() {
    // given
    TableDefinition target = drop(TABLE, "b");

    // then
    assertThat(new TableLikeness(add(TABLE, column("x", 5)), target).differences())
        .containsAll(new TableLikeness(TABLE, target).differences());
  }
}
