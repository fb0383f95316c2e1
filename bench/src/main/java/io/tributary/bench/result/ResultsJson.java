package io.tributary.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** The results as other programs read them. Pure. */
public final class ResultsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultsJson() {}

  /** A list of objects; of results, with {@code ratio: {median, min, max}} in each. */
  public static String json(List<? extends Record> results) {
    return text(results);
  }

  /** One object. */
  public static String json(Record result) {
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
