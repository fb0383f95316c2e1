package io.tributary.mapping.text;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one JSON text strictly, without recursion and without building anything. Not thread-safe;
 * made for one text.
 */
public final class JsonScan {
  /** PostgreSQL reads JSON by recursion, bounded by its stack; beyond this it may refuse. */
  private static final int DEEPEST = 3_000;

  private final String text;
  private final StringBuilder open = new StringBuilder();
  private final JsonString strings;
  private final JsonFloats floats = new JsonFloats();
  private int at;
  private @Nullable String problem;
  private boolean hugeNumber;

  /** Scans the text at once. */
  public JsonScan(String text) {
    this.text = text;
    this.strings = new JsonString(text);
    try {
      value();
      blanks();
      if (at < text.length()) {
        fail("something follows the value");
      }
    } catch (Malformed e) {
      problem = e.getMessage() + " at character " + (at + 1);
    }
  }

  /** What is wrong with it; empty when it is JSON. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Why jsonb refuses it although it is JSON. */
  public Optional<String> beyondJsonb() {
    return hugeNumber || floats.tooLong()
        ? Optional.of("a number is beyond the range of numeric")
        : strings.beyondJsonb();
  }

  /** The text as jsonb is to read it, so that floats stay floats. */
  public String forJsonb() {
    return floats.pointed(text);
  }

  /** One value with everything in it; {@code open} holds the brackets that it is inside of. */
  private void value() {
    boolean complete = false;
    do {
      blanks();
      char c = peek();
      if (c == '[' || c == '{') {
        complete = enter(c);
      } else {
        scalar(c);
        complete = true;
      }
      while (complete && open.length() > 0) {
        complete = afterValue();
      }
    } while (!complete);
  }

  /** Enters an array or object; true when it is empty and thereby complete. */
  private boolean enter(char bracket) {
    at++;
    open.append(bracket == '[' ? ']' : '}');
    if (open.length() > DEEPEST) {
      fail("it is nested deeper than " + DEEPEST);
    }
    blanks();
    if (peek() == last()) {
      leave();
      return true;
    }
    if (bracket == '{') {
      memberName();
    }
    return false;
  }

  /** What follows a value inside a bracket; true when the bracket closes. */
  private boolean afterValue() {
    blanks();
    char c = peek();
    if (c == last()) {
      leave();
      return true;
    }
    if (c != ',') {
      fail("'" + last() + "' or ',' is missing");
    }
    at++;
    if (last() == '}') {
      blanks();
      memberName();
    }
    return false;
  }

  private void memberName() {
    if (peek() != '"') {
      fail("the name of a member is missing");
    }
    string();
    blanks();
    if (peek() != ':') {
      fail("':' is missing");
    }
    at++;
  }

  private void scalar(char c) {
    switch (c) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void string() {
    int end = strings.end(at);
    if (end < 0) {
      at = -end - 1;
      fail("a string is broken");
    }
    at = end;
  }

  private void word(String word) {
    if (!text.startsWith(word, at)) {
      fail("an unknown word begins");
    }
    at += word.length();
  }

  private void number() {
    int end = JsonNumber.end(text, at);
    if (end < 0) {
      fail("no value begins");
    }
    Optional<BigDecimal> number = NumberText.read(text.substring(at, end)).filter(NumberText::fits);
    hugeNumber |= number.isEmpty();
    if (number.isPresent()) {
      floats.note(text, at, end, number.get());
    }
    at = end;
  }

  private void blanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      fail("it ends too early");
    }
    return text.charAt(at);
  }

  private char last() {
    return open.charAt(open.length() - 1);
  }

  private void leave() {
    at++;
    open.setLength(open.length() - 1);
  }

  private static void fail(String what) {
    throw new Malformed(what);
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
      super(what, null, false, false);
    }
  }
}
