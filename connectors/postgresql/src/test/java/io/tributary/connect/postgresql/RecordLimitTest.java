package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordLimitTest {
  private static final Schema ROW =
      SchemaBuilder.struct()
          .optional()
          .field("id", Schema.OPTIONAL_STRING_SCHEMA)
          .field("doc", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .build();
  private static final Schema EVENT =
      SchemaBuilder.struct()
          .field("before", ROW)
          .field("after", ROW)
          .field("source", SOURCE)
          .build();
  private static final Schema KEY =
      SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();

  @Test
  void namesTableKeyAndSizeOfARowThatIsTooLarge() {
    assertThatThrownBy(() -> new RecordLimit(100_000).check(record("x".repeat(100_000))))
        .hasMessageContaining("TRB-CAPTURE-ROW-TOO-LARGE")
        .hasMessageContaining("shop.orders")
        .hasMessageContaining("{id=42}")
        .hasMessageContaining("the limit is 100000");
  }

  @Test
  void saysHowManyCharactersAFittingRowHas() {
    SourceRecord record = record("x".repeat(90_000));
    assertThat(new RecordLimit(100_000).check(record)).isEqualTo("id42doc".length() + 90_000);
  }

  @Test
  void countsAsJsonIsWritten() throws Exception {
    String text = "a\"\\\n\t\u0001\u007f\u00e9\u0436\u20ac\ud83d\ude00/";
    assertThat(RecordLimit.jsonBytes(text))
        .isEqualTo(new ObjectMapper().writeValueAsBytes(text).length);
  }

  private static SourceRecord record(String doc) {
    Struct event =
        new Struct(EVENT)
            .put("after", new Struct(ROW).put("id", "42").put("doc", doc))
            .put("source", new Struct(SOURCE).put("schema", "shop").put("table", "orders"));
    return new SourceRecord(
        Map.of(), Map.of(), "topic", KEY, new Struct(KEY).put("id", "42"), EVENT, event);
  }
}
