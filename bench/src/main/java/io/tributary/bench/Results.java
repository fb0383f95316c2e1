package io.tributary.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** The results as other programs read them. Pure. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  /** A list of objects; of results, with {@code ratio: {median, min, max}} in each. */
  static String json(List<? extends Record> results) {
    return text(results);
  }

  /** One object. */
  static String json(Record result) {
    return text(result);
  }

  private static String text(Object results) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
