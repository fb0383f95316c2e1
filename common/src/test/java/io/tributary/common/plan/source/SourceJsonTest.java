package io.tributary.common.plan.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The JSON is what services of an earlier version have written to the desired topic. */
class SourceJsonTest {
  private static final DatabaseAddress ADDRESS =
      new DatabaseAddress("h", 5432, "d", "u", null, TlsMode.PREFER);
  private static final SchemaMapping MAPPING =
      new SchemaMapping("a", "b", Map.of(), List.of(), List.of());
  private static final String SCHEMAS =
      "\"schemas\":[{\"from\":\"a\",\"to\":\"b\",\"tables\":{},\"include\":[],\"exclude\":[]}]";

  @Test
  void writesAndReadsAPostgresSource() {
    roundTrip(
        PostgresSource.of("n8n", ADDRESS, List.of(MAPPING)).with(SchemaChanges.FOLLOW),
        "{\"name\":\"n8n\",\"kind\":\"POSTGRESQL\",\"connection\":{\"host\":\"h\",\"port\":5432,"
            + "\"database\":\"d\",\"user\":\"u\",\"tls\":{\"mode\":\"PREFER\",\"unverified\":false}},"
            + SCHEMAS
            + ",\"schemaChanges\":\"FOLLOW\",\"largeObjects\":\"REFUSE\",\"initialCopy\":\"COPY\","
            + "\"whenEmpty\":\"REFUSE\",\"wayBack\":\"NONE\"}");
  }

  @Test
  void readsWhetherAPostgresSourceFollowsItsTarget() {
    PostgresSource source = PostgresSource.of("n8n", ADDRESS, List.of(MAPPING));
    String json = Json.text(source.with(WayBack.REPLICATE));
    assertThat(json).contains(",\"wayBack\":\"REPLICATE\"");
    assertThat(read(json)).isEqualTo(source.with(WayBack.REPLICATE));
    assertThat(read(Json.text(source.with(WayBack.none("it is read only")))))
        .isEqualTo(source.with(WayBack.none("it is read only")));
    assertThat(read(json.replace(",\"wayBack\":\"REPLICATE\"", "")))
        .as("from a service that knows of no way back")
        .isEqualTo(source);
    WayBack limited = WayBack.within(new WalLimit(5, WalLimit.Beyond.GIVE_UP));
    assertThat(Json.text(source.with(limited)))
        .contains(",\"wayBack\":{\"maxWalBytes\":5,\"beyond\":\"GIVE_UP\"}");
    assertThat(read(Json.text(source.with(limited)))).isEqualTo(source.with(limited));
  }

  @Test
  void readsWhetherFunctionsAreRunAsRowsComeHome() {
    PostgresSource source = PostgresSource.of("n8n", ADDRESS, List.of(MAPPING));
    String json = Json.text(source.withFunctionsUnverified());
    assertThat(json).contains(",\"functionsUnverified\":true");
    assertThat(read(json)).isEqualTo(source.withFunctionsUnverified());
    assertThat(read(json.replace(",\"functionsUnverified\":true", ""))).isEqualTo(source);
  }

  @Test
  void keepsTheWayBackWhateverElseIsChanged() {
    PostgresSource source =
        PostgresSource.of("n8n", ADDRESS, List.of(MAPPING)).with(WayBack.REPLICATE);
    PostgresSource changed =
        source
            .withFunctionsUnverified()
            .with(InitialCopy.STREAM)
            .with(SchemaChanges.FOLLOW)
            .with(LargeObjects.LEAVE)
            .with(WhenEmpty.ALLOWED);
    assertThat(changed.wayBack()).isEqualTo(WayBack.REPLICATE);
    assertThat(changed.functionsUnverified()).isTrue();
  }

  @Test
  void writesAndReadsASqliteSource() {
    roundTrip(
        SqliteSource.of("app", "/app.db", MAPPING)
            .withDdlFile(SqliteSource.EXISTING)
            .with(InitialCopy.STREAM),
        "{\"name\":\"app\",\"kind\":\"SQLITE\","
            + SCHEMAS
            + ",\"schemaChanges\":\"STOP\",\"largeObjects\":\"REFUSE\",\"converted\":{\"path\":\"/app.db\","
            + "\"ddlFile\":\"existing\",\"onInvalid\":\"STOP\",\"enforceSizes\":true,\"tables\":{}},"
            + "\"initialCopy\":\"STREAM\",\"whenEmpty\":\"REFUSE\"}");
  }

  @Test
  void writesAndReadsAChromaSource() {
    roundTrip(
        new ChromaSource(
            "memory",
            "/chroma",
            List.of(MAPPING),
            Optional.of("all_of"),
            new ConversionRules(OnInvalid.QUARANTINE, true, ChromaSource.ZONE, Map.of()),
            WhenEmpty.ALLOWED,
            WayBack.NONE),
        "{\"name\":\"memory\",\"kind\":\"CHROMA\","
            + SCHEMAS
            + ",\"schemaChanges\":\"STOP\",\"largeObjects\":\"REFUSE\",\"converted\":{\"path\":\"/chroma\","
            + "\"onInvalid\":\"QUARANTINE\",\"enforceSizes\":true,\"zone\":\"UTC\",\"tables\":{},"
            + "\"oneTable\":\"all_of\"},\"initialCopy\":\"STREAM\",\"whenEmpty\":\"ALLOWED\"}");
  }

  private static void roundTrip(Source source, String json) {
    assertThat(Json.text(source)).isEqualTo(json);
    assertThat(read(json)).isEqualTo(source);
  }

  private static Source read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Source.class);
  }
}
