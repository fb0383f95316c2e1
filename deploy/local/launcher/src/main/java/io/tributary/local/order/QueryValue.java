package io.tributary.local.order;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A value in the query of an address. Pure. */
final class QueryValue {
  private QueryValue() {}

  static String of(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
