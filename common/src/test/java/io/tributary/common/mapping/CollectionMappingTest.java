package io.tributary.common.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.change.Row;
import io.tributary.common.convert.Reason;
import io.tributary.common.mapping.CollectionShape.Space;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.ColumnRule;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.TableRule;
import io.tributary.common.sqlite.Remark;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of Chroma's collections. */
class CollectionMappingTest {
  private static final String DATABASE = "default_database";
  private static final List<String> COLUMNS =
      List.of("id", "document", "embedding", "metadata", "uri", "created_at");

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
        .extracting(Remark::text)
        .anySatisfy(text -> assertThat(text).contains("half-precision"));
  }

  @Test
  void leavesTheIndexOutAboveFourThousandDimensionsAndSaysSo() {
    // when
    SourceMapping mapping = mapping(notes(4_001, Space.L2));

    // then
    assertThat(mapping.postData()).isEmpty();
    assertThat(mapping.remarks())
        .extracting(Remark::text)
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
    SourceMapping mapping = SourceMapping.of(source, basis);

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
    assertThat(SourceMapping.of(source, basis).problems())
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
            SourceMapping.of(source, MappingBasis.ofCollections(List.of(notes(3, Space.L2))))
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
        SourceMapping.of(source, MappingBasis.ofCollections(List.of(notes(3, Space.L2))));

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
    ConvertedSource one =
        new ConvertedSource("/app/chroma", null, null, true, "UTC", Map.of(), "memory");
    Source source =
        new Source(
            "memory",
            SourceKind.CHROMA,
            null,
            List.of(new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of())),
            null,
            null,
            one);

    // when
    SourceMapping mapping =
        SourceMapping.of(source, MappingBasis.ofCollections(List.of(notes(384, Space.COSINE))));

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

  @Test
  void convertsARecordAsTheConnectorSendsIt() {
    // when
    MappedRow row = convert("a", null, "\\x0000803f0000008001000000", "{\"k\":1}");

    // then
    assertThat(row).isInstanceOf(MappedRow.Accepted.class);
    assertThat(((MappedRow.Accepted) row).row().values())
        .containsExactly(
            "a", null, "[1.0,-0.0,1.4E-45]", "{\"k\":1}", null, "2026-01-02 03:04:05+00");
  }

  @Test
  void refusesARecordWhoseVectorIsLost() {
    assertThat(convert("a", "text", null, "{}"))
        .isInstanceOfSatisfying(
            MappedRow.Refused.class,
            refused -> {
              assertThat(refused.column()).isEqualTo("embedding");
              assertThat(refused.reason()).isEqualTo(Reason.NULL_VALUE);
            });
  }

  @Test
  void readsTheShapeThatTheConnectorSends() {
    // given
    CollectionShape notes = notes(384, Space.COSINE);
    Shape shape =
        new Shape(
            notes.table(),
            List.of("id"),
            List.of(
                new ShapeColumn("id", 25, -1, "TEXT"),
                new ShapeColumn("embedding", 17, -1, "float[384] cosine")));

    // then
    assertThat(CollectionShape.of(shape)).contains(notes);
    assertThat(CollectionTable.of(notes).columns().get(2).type().text())
        .isEqualTo("float[384] cosine");
    assertThat(CollectionTable.of(notes(0, Space.L2)).columns().get(2).type().text())
        .isEqualTo("float[] l2");
  }

  private static MappedRow convert(String id, String document, String vector, String metadata) {
    SourceMapping mapping = mapping(notes(3, Space.L2));
    return new RowConversion(mapping.tables().get(0))
        .convert(
            new Row(
                COLUMNS,
                Arrays.asList(id, document, vector, metadata, null, "2026-01-02 03:04:05")));
  }

  private static SourceMapping mapping(CollectionShape collection) {
    return SourceMapping.of(
        source(Map.of(), new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of())),
        MappingBasis.ofCollections(List.of(collection)));
  }

  private static CollectionShape notes(int dimension, Space space) {
    return new CollectionShape(DATABASE, "notes", dimension, space);
  }

  private static TableRule rule(String to) {
    return new TableRule(to, Map.of());
  }

  private static Source source(Map<String, TableRule> rules, SchemaMapping... schemas) {
    return new Source(
        "memory",
        SourceKind.CHROMA,
        null,
        List.of(schemas),
        null,
        null,
        new ConvertedSource("/app/chroma", null, null, true, "UTC", rules));
  }
}
