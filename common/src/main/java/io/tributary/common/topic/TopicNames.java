package io.tributary.common.topic;

import io.tributary.common.model.StreamId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of all topics below one prefix.
 *
 * @param prefix the first part of each name, {@code tributary} by default
 */
public record TopicNames(String prefix) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,60}");
  private static final String CHANGES = ".changes";
  private static final String DEAD_LETTERS = ".dead-letters";

  /**
   * Names below a prefix. It has no dots: what begins with one installation's prefix and a dot is
   * that installation's alone, also for access control lists, which know only how names begin.
   *
   * @throws IllegalArgumentException for a prefix with other characters
   */
  public TopicNames {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "tributary.topic-prefix is \""
              + prefix
              + "\": it may have letters, digits, dashes and underscores, at most 60 of them. Set"
              + " the same one for the three services.");
    }
  }

  /** Desired state, compacted, one record per migration: key is the migration's name. */
  public String desired() {
    return prefix + ".desired";
  }

  /**
   * Holds no records: its partitions are the shares of all sources, which the group protocol hands
   * out to the instances of a service.
   */
  public String shares() {
    return prefix + ".shares";
  }

  /** Observed state, compacted: key is {@code migration/component/source}. */
  public String observed() {
    return prefix + ".observed";
  }

  /** CloudEvents: progress of copying and streaming, per source. */
  public String progress() {
    return prefix + ".progress";
  }

  /** CloudEvents: validation results, per table. */
  public String validation() {
    return prefix + ".validation";
  }

  /** CloudEvents: each step of a cutover with its time. */
  public String cutover() {
    return prefix + ".cutover";
  }

  /** CloudEvents: who asked what of the service. */
  public String audit() {
    return prefix + ".audit";
  }

  /** The change topic of a stream: one partition, the source's commit order. */
  public String changes(StreamId stream) {
    return prefix + "." + stream.migration() + "." + stream.source() + CHANGES;
  }

  /** Changes that the target refused, with position, key and cause. */
  public String deadLetters(StreamId stream) {
    return prefix + "." + stream.migration() + "." + stream.source() + DEAD_LETTERS;
  }

  /**
   * The group under which the validator keeps up to which record of a stream's change topic it has
   * compared everything, for others to read: it reads the topic as no group's member.
   */
  public String comparedGroup(StreamId stream) {
    return prefix + "-compared." + stream.migration() + "." + stream.source();
  }

  /** What the capture of a stream is called outside of Kafka's topics. */
  public CaptureNames capture(StreamId stream) {
    return CaptureNames.of(this, stream);
  }

  /** The stream whose change topic this is, or empty when it is another topic. */
  public Optional<StreamId> streamOf(String topic) {
    String start = prefix + ".";
    if (!topic.startsWith(start) || !topic.endsWith(CHANGES)) {
      return Optional.empty();
    }
    String middle = topic.substring(start.length(), topic.length() - CHANGES.length());
    int dot = middle.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(new StreamId(middle.substring(0, dot), middle.substring(dot + 1)));
  }
}
