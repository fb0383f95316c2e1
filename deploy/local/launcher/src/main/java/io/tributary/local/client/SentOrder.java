package io.tributary.local.client;

import io.tributary.common.json.Json;
import java.util.Map;

/**
 * An order as it goes to the API.
 *
 * @param path the order's word with its parameters, such as {@code abort?keepTarget=true}
 * @param key the same for every try, so that a second one does nothing
 * @param body empty, or the confirmation
 */
public record SentOrder(String path, String key, String body) {
  /** Without a body. */
  public SentOrder(String path, String key) {
    this(path, key, "");
  }

  /** With the migration's name, which completing asks for. */
  public SentOrder confirming(String migration) {
    return new SentOrder(path, key, Json.text(Map.of("confirm", migration)));
  }
}
