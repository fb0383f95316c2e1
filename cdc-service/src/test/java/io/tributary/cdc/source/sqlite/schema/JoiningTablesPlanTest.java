package io.tributary.cdc.source.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoiningTablesPlanTest {
  private static final MasterEntry ITEM =
      table("item", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
  private static final MasterEntry PART =
      table(
          "part",
          "CREATE TABLE part (id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER REFERENCES item (id), word TEXT)");
  private static final MasterEntry BY_WORD =
      new MasterEntry("index", "by_word", "part", "CREATE INDEX by_word ON part (word)");

  private Source source =
      SqliteSource.of(
          "a", "/srv/a.db", new SchemaMapping("main", "app", Map.of(), List.of(), List.of()));
  private final List<MasterEntry> before = new ArrayList<>(List.of(ITEM));
  private final List<MasterEntry> now = new ArrayList<>(List.of(ITEM, PART, BY_WORD));

  private JoiningTablesPlan plan(String... tables) {
    return new JoiningTablesPlan(
        source,
        MappingBasis.ofFile(before, Map.of("item", 4L), List.of()),
        MappingBasis.ofFile(now, Map.of("item", 7L, "part", 9L), List.of()),
        Set.of(tables));
  }

  private static MasterEntry table(String name, String sql) {
    return new MasterEntry("table", name, name, sql);
  }

  @Test
  void addsATableWithItsIndexAndItsForeignKeyAndNothingElse() {
    // given
    now.add(new MasterEntry("index", "by_name", "item", "CREATE INDEX by_name ON item (name)"));
    now.add(table("other", "CREATE TABLE other (id INTEGER PRIMARY KEY)"));

    // when
    JoiningTablesPlan plan = plan("part");

    // then
    assertThat(plan.problem()).isEmpty();
    assertThat(plan.changed()).isEmpty();
    assertThat(plan.tables())
        .extracting(TableMapping::target)
        .containsExactly(new TableName("app", "part"));
    assertThat(plan.copy(new TableName("main", "part"))).contains(new TableName("app", "part"));
    assertThat(plan.copy(new TableName("main", "other"))).isEmpty();
    assertThat(plan.copy(new TableName("main", "item"))).isEmpty();
    assertThat(plan.statements())
        .anySatisfy(sql -> assertThat(sql).startsWith("CREATE TABLE \"app\".\"part\""))
        .anySatisfy(sql -> assertThat(sql).contains("by_word"))
        .anySatisfy(sql -> assertThat(sql).contains("FOREIGN KEY").contains("\"item\""))
        .noneSatisfy(sql -> assertThat(sql).contains("by_name"))
        .noneSatisfy(sql -> assertThat(sql).contains("CREATE TABLE \"app\".\"item\""));
    assertThat(plan.basis().entries()).containsExactly(ITEM, PART, BY_WORD);
    assertThat(plan.basis().lastKeys()).isEqualTo(Map.of("item", 4L, "part", 9L));
  }

  @Test
  void takesTheFullTextTableAlongThatFindsItsRows() {
    // given
    now.add(
        table(
            "found",
            "CREATE VIRTUAL TABLE found USING fts5(word, content='part', content_rowid='id')"));
    now.add(table("found_data", "CREATE TABLE 'found_data'(id INTEGER PRIMARY KEY, block BLOB)"));
    now.add(table("others", "CREATE VIRTUAL TABLE others USING fts5(name, content='item')"));

    // when
    JoiningTablesPlan plan = plan("part");

    // then
    assertThat(plan.changed()).isEmpty();
    assertThat(plan.basis().entries())
        .extracting(MasterEntry::name)
        .containsExactly("item", "part", "by_word", "found", "found_data");
    assertThat(plan.statements()).anySatisfy(sql -> assertThat(sql).contains("tsvector"));
  }

  @Test
  void refusesOneThatATableRefersToWhichMovesAlready() {
    // given
    MasterEntry early =
        table(
            "early",
            "CREATE TABLE early (id INTEGER PRIMARY KEY, part INTEGER REFERENCES part (id))");
    before.add(early);
    now.add(early);

    // then
    assertThat(plan("part").changed()).contains(new TableName("main", "early"));
  }

  @Test
  void refusesOneWhoseNameAnotherTableHasInTheTarget() {
    // given
    source =
        ((SqliteSource) source)
            .with(
                ConversionRules.UNSAID.withTables(Map.of("item", new TableRule("part", Map.of()))));

    // then
    assertThat(plan("part").problem().orElseThrow()).contains("part");
  }
}
