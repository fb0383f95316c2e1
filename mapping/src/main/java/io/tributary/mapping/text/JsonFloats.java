package io.tributary.mapping.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The floats of one JSON text that jsonb would print as integers. jsonb keeps numbers as numeric,
 * which knows no exponent: 1e20 comes back as 100000000000000000000, which a reader that tells
 * floats from integers takes for another value. With a zero behind the point it stays a float.
 */
final class JsonFloats {
  /** Beyond this, digits would fill the memory. */
  private static final long MOST_DIGITS = 1 << 24;

  private final List<Place> places = new ArrayList<>();
  private long digits;

  /** A number that is spelled anew. */
  private record Place(int start, int end, BigDecimal number) {}

  /** Notes a number if it is one of those. */
  void note(String text, int start, int end, BigDecimal number) {
    boolean exponent = false;
    for (int i = start; i < end && !exponent; i++) {
      exponent = text.charAt(i) == 'e' || text.charAt(i) == 'E';
    }
    if (exponent && number.scale() <= 0) {
      places.add(new Place(start, end, number));
      digits += number.precision() - (long) number.scale();
    }
  }

  /** Whether there is no room for them as digits. */
  boolean tooLong() {
    return digits > MOST_DIGITS;
  }

  /** The text with a point in each of them. */
  String pointed(String text) {
    if (places.isEmpty()) {
      return text;
    }
    StringBuilder pointed = new StringBuilder(text.length() + (int) digits);
    int at = 0;
    for (Place place : places) {
      pointed.append(text, at, place.start()).append(place.number().setScale(1).toPlainString());
      at = place.end();
    }
    return pointed.append(text, at, text.length()).toString();
  }
}
