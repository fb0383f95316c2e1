package io.tributary.common.topic;

import io.tributary.common.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names under which the capture of a stream is known to Kafka Connect and to its source. No two
 * streams have the same, also where joining their parts by dashes gives the same text, or where
 * installations with different topic prefixes read one server.
 *
 * @param connector in Kafka Connect; also who owns what is made in a source
 * @param slot at the source's server
 * @param publication in the source
 */
public record CaptureNames(String connector, String slot, String publication) {
  /** PostgreSQL cuts names off behind so many bytes. */
  private static final int MOST = 63;

  private static final int DIGEST_BYTES = 5;

  /** A slot's name has lower-case letters, digits and underscores. */
  private static final Pattern NOT_IN_DATABASES = Pattern.compile("[^a-z0-9_]");

  /** Labels in files hold lower-case letters, digits and dashes; the digest tells apart. */
  static CaptureNames of(TopicNames topics, StreamId stream) {
    String digest = digest(topics.changes(stream));
    String readable = "tributary-" + stream.migration() + "-" + stream.source();
    int room = MOST - digest.length() - 1;
    String connector = readable.substring(0, Math.min(readable.length(), room)) + "-" + digest;
    String inDatabase = NOT_IN_DATABASES.matcher(connector).replaceAll("_");
    return new CaptureNames(connector, inDatabase, inDatabase);
  }

  /** No part of a change topic's name has the dots between them. */
  private static String digest(String topic) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(topic.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
