package io.tributary.files.chroma.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.chroma.back.RandomMetadata.Stored;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.StoredRecord;
import io.tributary.files.sqlite.back.RowRefused;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.JsonConversion;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata goes from Chroma's tables into a {@code jsonb} and comes back as it was. */
class RecordMetadataTest {
  private static final int RECORDS = 4_000;
  private static final JsonConversion OUT = new JsonConversion(true);

  @TempDir Path root;

  @Test
  void comesBackAsItWas() throws Exception {
    // given: rows as Chroma's tables hold them
    long seed = System.nanoTime();
    RandomMetadata random = new RandomMetadata(new Random(seed));
    Map<String, Map<String, Stored>> expected = new HashMap<>();
    try (ChromaWriter chroma = new ChromaWriter(root, ChromaTables.CURRENT)) {
      chroma.create("default_database", "c", "l2", 2);
      chroma.update("BEGIN");
      for (int i = 1; i <= RECORDS; i++) {
        Map<String, Stored> metadata = random.next();
        expected.put("r" + i, metadata);
        write(chroma, i, metadata);
      }
      chroma.update("COMMIT");
    }

    // when
    Map<String, Map<String, Stored>> back = new HashMap<>();
    try (ChromaStore store = ChromaStore.open(root)) {
      for (StoredRecord record : store.first(store.collections().get(0), RECORDS)) {
        back.put(record.id(), returned(Objects.requireNonNull(record.metadata())));
      }
    }

    // then
    assertThat(back).as("seed %d", seed).hasSize(RECORDS);
    expected.forEach(
        (id, metadata) ->
            assertThat(back.get(id)).as("seed %d, %s", seed, id).isEqualTo(signless(metadata)));
  }

  private static void write(ChromaWriter chroma, int row, Map<String, Stored> metadata)
      throws SQLException {
    chroma.update(
        "INSERT INTO embeddings (id, segment_id, embedding_id, seq_id)"
            + " SELECT ?, id, 'r' || ?, 1 FROM segments WHERE scope = 'METADATA'",
        row,
        row);
    for (Map.Entry<String, Stored> member : metadata.entrySet()) {
      Stored stored = member.getValue();
      String table = stored.list() ? "embedding_metadata_array" : "embedding_metadata";
      for (SourceValue value : stored.values()) {
        chroma.update(
            "INSERT INTO " + table + " (id, key, " + stored.column() + ") VALUES (?, ?, ?)",
            row,
            member.getKey(),
            plain(value));
      }
    }
  }

  private static Object plain(SourceValue value) {
    if (value instanceof SourceValue.Text text) {
      return text.value();
    }
    return value instanceof SourceValue.Whole whole
        ? (Object) whole.value()
        : ((SourceValue.Real) value).value();
  }

  /** Out, as PostgreSQL prints it, and back. */
  private static Map<String, Stored> returned(String metadata) throws Exception {
    ConversionOutcome out = OUT.convert(new SourceValue.Text(metadata));
    assertThat(out).as(metadata).isInstanceOf(ConversionOutcome.Converted.class);
    String literal = Objects.requireNonNull(((ConversionOutcome.Converted) out).literal());
    Map<String, Stored> members = new TreeMap<>();
    RecordMetadata.of(PrintedJsonb.of(literal))
        .members()
        .forEach(
            (key, member) ->
                members.put(
                    key,
                    new Stored(
                        member.list(),
                        member.values().get(0).column(),
                        member.values().stream().map(RecordMetadata.Value::stored).toList())));
    return members;
  }

  /** A {@code numeric} has no zero that is less than zero. */
  private static Map<String, Stored> signless(Map<String, Stored> metadata) {
    Map<String, Stored> signless = new TreeMap<>();
    metadata.forEach(
        (key, stored) ->
            signless.put(
                key,
                new Stored(
                    stored.list(),
                    stored.column(),
                    stored.values().stream().map(RecordMetadataTest::signless).toList())));
    return signless;
  }

  private static SourceValue signless(SourceValue value) {
    return value.equals(new SourceValue.Real(-0.0)) ? new SourceValue.Real(0.0) : value;
  }

  @Test
  void keepsWhatNobodyHasChangedThoughTheTargetPrintsItOtherwise() throws Exception {
    // given
    String stored = "{\"b\": -0.0, \"aa\": 1e20, \"c\": [1.0, 2.5], \"a\": \"\\u0001\\n\"}";

    // when
    String printed =
        PrintedJsonb.of(
            Objects.requireNonNull(
                ((ConversionOutcome.Converted) OUT.convert(new SourceValue.Text(stored)))
                    .literal()));

    // then
    assertThat(printed)
        .isEqualTo(
            "{\"a\": \"\\u0001\\n\", \"b\": 0.0, \"c\": [1.0, 2.5], \"aa\": 100000000000000000000.0}");
    assertThat(OUT.says(new SourceValue.Text(stored), printed)).isTrue();
    assertThat(OUT.says(new SourceValue.Text(stored), printed.replace("2.5", "2.50"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|is not an object",
        "{}|is an empty object",
        "{\"k\": null}|has under k a null",
        "{\"k\": {\"n\": 1}}|has under k a nested value",
        "{\"k\": [[1]]}|has under k a nested value",
        "{\"k\": []}|has under k an empty list",
        "{\"k\": [1, 1.5]}|has under k a list of values of several kinds",
        "{\"k\": [true, null]}|has under k a null",
        "{\"k\": 9223372036854775808}|has under k an integer of more than 64 bits",
        "{\"k\": 1.50}|has under k the number 1.50, which Chroma gives back as 1.5",
        "{\"k\": 0.1000000000000000055511151231257827}|which Chroma gives back as 0.1",
        "{\"chroma:k\": 1}|has the key chroma:k, which is Chroma's own"
      })
  void isRefusedWhereChromaHasNoPlaceForIt(String printed, String reason) {
    assertThatThrownBy(() -> RecordMetadata.of(printed))
        .isInstanceOf(RowRefused.class)
        .hasMessageContaining(reason);
  }

  @Test
  void goesIntoTheQueueAsItGoesIntoTheTables() {
    // given
    Map<String, SourceValue> changed =
        Map.of(
            "metadata",
            new SourceValue.Text("{\"a\": 9007199254740993, \"b\": 1.0, \"c\": [\"\\n\"]}"));

    // when
    RecordText text = RecordText.of(changed);

    // then
    assertThat(text.json()).isEqualTo("{\"a\":9007199254740993,\"b\":1.0,\"c\":[\"\\n\"]}");
    assertThat(text.members().get("b").values())
        .extracting(RecordMetadata.Value::stored)
        .isEqualTo(List.of(new SourceValue.Real(1.0)));
  }
}
