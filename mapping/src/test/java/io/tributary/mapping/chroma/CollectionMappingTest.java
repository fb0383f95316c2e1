package io.tributary.mapping.chroma;

import static io.tributary.mapping.chroma.ChromaPlans.DATABASE;
import static io.tributary.mapping.chroma.ChromaPlans.mapping;
import static io.tributary.mapping.chroma.ChromaPlans.notes;
import static io.tributary.mapping.chroma.ChromaPlans.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of Chroma's collections. */
class CollectionMappingTest {

  @Test
  void makesATableOfEachCollection() {
    // when
    SourceMapping mapping = mapping(notes(3, Space.L2));

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.tables())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.target()).isEqualTo(new TableName("chat", "vector_notes"));
              assertThat(table.key()).containsExactly("id");
              assertThat(table.columns())
                  .extracting(column -> column.target() + " " + column.conversion().targetType())
                  .containsExactly(
                      "id text",
                      "document text",
                      "embedding vector(3)",
                      "metadata jsonb",
                      "uri text",
                      "created_at timestamptz");
            });
    assertThat(String.join("\n", mapping.preData()))
        .contains("CREATE TABLE \"chat\".\"vector_notes\"")
        .containsPattern("\"embedding\" vector\\(3\\) NOT NULL")
        .contains("PRIMARY KEY");
  }

  @Test
  void indexesByTheCollectionsOwnDistance() {
    assertThat(mapping(notes(384, Space.COSINE)).postData())
        .containsExactly(
            "CREATE INDEX IF NOT EXISTS \"vector_notes_hnsw\" ON \"chat\".\"vector_notes\" USING hnsw"
                + " (\"embedding\" vector_cosine_ops)");
    assertThat(mapping(notes(2_000, Space.IP)).postData())
        .singleElement()
        .asString()
        .contains("(\"embedding\" vector_ip_ops)");
  }

  @Test
  void indexesHalfPrecisionAboveTwoThousandDimensionsAndSaysSo() {
    // when
    SourceMapping mapping = mapping(notes(3_072, Space.L2));

    // then
    assertThat(mapping.postData())
        .containsExactly(
            "CREATE INDEX IF NOT EXISTS \"vector_notes_hnsw\" ON \"chat\".\"vector_notes\" USING hnsw"
                + " ((\"embedding\"::halfvec(3072)) halfvec_l2_ops)");
    assertThat(mapping.remarks())
        .extracting(MappingRemark::text)
        .anySatisfy(text -> assertThat(text).contains("half-precision"));
  }

  @Test
  void leavesTheIndexOutAboveFourThousandDimensionsAndSaysSo() {
    // when
    SourceMapping mapping = mapping(notes(4_001, Space.L2));

    // then
    assertThat(mapping.postData()).isEmpty();
    assertThat(mapping.remarks())
        .extracting(MappingRemark::text)
        .anySatisfy(text -> assertThat(text).contains("has 4001").contains("no index"));
  }

  @Test
  void takesVectorsOfAnyLengthWhileTheDimensionIsUnknown() {
    // when
    SourceMapping mapping = mapping(notes(0, Space.L2));

    // then
    assertThat(mapping.tables().get(0).columns().get(2).conversion().targetType())
        .isEqualTo("vector");
    assertThat(mapping.postData()).isEmpty();
  }

  @Test
  void keepsCollectionsOfTwoDatabasesApartInOneSchema() {
    // given
    Source source =
        source(
            Map.of(),
            new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of()),
            new SchemaMapping("team/work", "chat", Map.of(), List.of(), List.of()));
    MappingBasis basis =
        MappingBasis.ofCollections(
            List.of(notes(3, Space.L2), new CollectionShape("team/work", "notes", 5, Space.IP)));

    // when
    SourceMapping mapping = MappingPlanner.plan(source, basis);

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.tables())
        .extracting(table -> table.target().name())
        .containsExactly("vector_notes", "vector_team/work_notes");
  }

  @Test
  void namesTwoCollectionsThatWouldBeOneTable() {
    // given
    Source source =
        source(
            Map.of("notes", new TableRule("both", Map.of()), "wisdom", rule("both")),
            new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of()));
    MappingBasis basis =
        MappingBasis.ofCollections(
            List.of(notes(3, Space.L2), new CollectionShape(DATABASE, "wisdom", 3, Space.L2)));

    // then
    assertThat(MappingPlanner.plan(source, basis).problems())
        .anySatisfy(problem -> assertThat(problem).contains("both").contains("wisdom"));
  }

  @Test
  void namesARuleForACollectionThatIsNotThere() {
    // given
    Source source =
        source(
            Map.of("nots", rule("memory")),
            new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of()));

    // then
    assertThat(
            MappingPlanner.plan(source, MappingBasis.ofCollections(List.of(notes(3, Space.L2))))
                .problems())
        .containsExactly(
            "There is a rule for collection nots, and the directory has no such collection that"
                + " moves; did you mean notes?");
  }

  @Test
  void obeysTheRulesOfTheColumns() {
    // given
    Source source =
        source(
            Map.of(
                "notes",
                new TableRule(
                    "memory",
                    Map.of(
                        "uri", new ColumnRule(null, true, null, null, Map.of()),
                        "metadata", new ColumnRule("facts", false, null, null, Map.of())))),
            new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of()));

    // when
    SourceMapping mapping =
        MappingPlanner.plan(source, MappingBasis.ofCollections(List.of(notes(3, Space.L2))));

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.tables().get(0).target().name()).isEqualTo("memory");
    assertThat(mapping.tables().get(0).columns())
        .extracting(ColumnMapping::target)
        .containsExactly("id", "document", "embedding", "facts", "created_at");
  }

  @Test
  void makesEachCollectionAPartitionOfOneTableWhereTheFileSaysSo() {
    // given
    Source source =
        ChromaPlans.source(
                Map.of(), new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of()))
            .withOneTable("memory");

    // when
    SourceMapping mapping =
        MappingPlanner.plan(source, MappingBasis.ofCollections(List.of(notes(384, Space.COSINE))));

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.tables().get(0).constants()).containsEntry("collection", "notes");
    assertThat(mapping.preData())
        .anySatisfy(
            statement ->
                assertThat(statement)
                    .contains("\"chat\".\"memory\"", "PARTITION BY LIST (\"collection\")"))
        .anySatisfy(
            statement ->
                assertThat(statement)
                    .isEqualTo(
                        "ALTER TABLE \"chat\".\"memory\" ATTACH PARTITION"
                            + " \"chat\".\"vector_notes\" FOR VALUES IN ('notes')"));
    assertThat(mapping.postData())
        .anySatisfy(
            statement ->
                assertThat(statement).contains("((\"embedding\"::vector(384)) vector_cosine_ops)"));
  }

  private static TableRule rule(String to) {
    return new TableRule(to, Map.of());
  }
}
