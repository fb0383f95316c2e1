package io.tributary.common.topic;

import io.tributary.common.model.StreamId;

/**
 * The names under which the capture of a stream is known to Kafka Connect and to a PostgreSQL
 * source.
 *
 * @param connector in Kafka Connect
 * @param slot at the source's server
 * @param publication in the source
 */
public record CaptureNames(String connector, String slot, String publication) {

  /** The names of a stream; PostgreSQL cuts a slot's name off behind 63 bytes. */
  public static CaptureNames of(StreamId stream) {
    String connector = "tributary-" + stream.migration() + "-" + stream.source();
    String inDatabase = connector.replace('-', '_');
    return new CaptureNames(connector, inDatabase, inDatabase);
  }
}
