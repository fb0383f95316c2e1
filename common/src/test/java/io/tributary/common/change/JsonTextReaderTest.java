package io.tributary.common.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JsonTextReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Test
  void readsWhatJacksonReads() throws Exception {
    // given
    ObjectNode record = JSON.createObjectNode();
    ObjectNode after = record.putObject("after");
    String[] pieces = {
      "plain",
      "\\x00ff",
      "quote\" and / slash",
      "\n\t\r\b\f\u0001",
      "\u0000unchanged",
      "\ud83d\ude00",
      "\u0436",
      "\ufeff",
      "\u2028"
    };
    for (int i = 0; i < pieces.length; i++) {
      after.put("short" + i, pieces[i]);
      after.put("long" + i, pieces[i].repeat(30_000));
    }
    after.putNull("null").put("number", 12345678901L);
    record.putArray("list").add(true).add(false).add("x").addObject();
    // then
    assertSame(JSON.writeValueAsBytes(record));
    assertSame(JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(record));
    assertSame(ASCII.writeValueAsBytes(record));
  }

  private static void assertSame(byte[] json) throws Exception {
    JsonNode expected = JSON.readTree(json);
    try (JsonParser parser = JSON.createParser(json)) {
      JsonTextReader texts = new JsonTextReader(json, parser);
      String field = null;
      int strings = 0;
      while (parser.nextToken() != null) {
        field = parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : field;
        if (expected.path("after").path(String.valueOf(field)).isTextual()
            && parser.currentToken() == JsonToken.VALUE_STRING) {
          assertThat(texts.text()).isEqualTo(expected.at("/after/" + field).textValue());
          strings++;
        }
      }
      assertThat(strings).isEqualTo(18);
    }
  }
}
