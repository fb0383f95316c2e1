package io.tributary.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.event.CutoverStep.Step;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a span stands in the trace of a change of sides, from which its ids follow: every process
 * finds the same ones, also after a crash, and nothing about traces has to be sent or stored.
 *
 * @param cutoverId of the cutover, rollback or rehearsal, which is the trace
 * @param path names from the whole down to this span; none of the whole
 */
public record SpanPlace(String cutoverId, List<String> path) {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final String SEPARATOR = "/";

  public SpanPlace {
    path = List.copyOf(path);
  }

  /** The whole change of sides or rehearsal. */
  public static SpanPlace whole(String cutoverId) {
    return new SpanPlace(cutoverId, List.of());
  }

  /** One of its steps. */
  public static SpanPlace step(String cutoverId, Step step) {
    return whole(cutoverId).below(step.name());
  }

  /** A part of this. */
  public SpanPlace below(String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return new SpanPlace(cutoverId, longer);
  }

  /** That of which this is a part; empty for the whole. */
  public Optional<SpanPlace> parent() {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(new SpanPlace(cutoverId, path.subList(0, path.size() - 1)));
  }

  /** 32 hexadecimal digits: those of the cutover's id, where that is a UUID. */
  public String traceId() {
    try {
      return UUID.fromString(cutoverId).toString().replace("-", "");
    } catch (IllegalArgumentException e) {
      return digits(cutoverId, TRACE_BYTES);
    }
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    return digits(cutoverId + SEPARATOR + String.join(SEPARATOR, path), SPAN_BYTES);
  }

  private static String digits(String text, int bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
