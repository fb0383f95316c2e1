package io.tributary.cdc.apply.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredTableTest {
  private final MappedSource source =
      SqliteTables.source(
          Map.of(
              "item", "Id INTEGER PRIMARY KEY, price decimal( 9 , 2 ), x",
              "note", "v TEXT"));

  @Test
  void passesOtherSpellingsOfTheSameDeclaration() {
    assertThat(source.differs(shape("item", "id", "id INTEGER", "PRICE DECIMAL(9,2)", "x ")))
        .isFalse();
    assertThat(source.differs(shape("note", "rowid", "rowid INTEGER", "v text"))).isFalse();
  }

  @Test
  void findsWhatTheMappingDoesNotKnow() {
    assertThat(source.differs(shape("item", "id", "id INTEGER", "price DECIMAL(9,3)", "x ")))
        .isTrue();
    assertThat(source.differs(shape("item", "id", "id INTEGER", "x "))).isTrue();
    assertThat(source.differs(shape("item", "x", "id INTEGER", "price decimal(9,2)", "x ")))
        .isTrue();
    assertThat(source.differs(shape("note", "v", "v TEXT"))).isTrue();
    assertThat(source.differs(shape("fresh", "id", "id INTEGER"))).isTrue();
  }

  @Test
  void doesNotLookAtTablesThatStay() {
    assertThat(source.differs(shape("stays", "id", "id INTEGER"))).isFalse();
  }

  private static Shape shape(String table, String key, String... columns) {
    List<ShapeColumn> described =
        Arrays.stream(columns)
            .map(c -> c.split(" ", 2))
            .map(c -> new ShapeColumn(c[0], 25, -1, c[1]))
            .toList();
    return new Shape(new TableName("main", table), List.of(key), described);
  }
}
