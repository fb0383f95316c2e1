package io.tributary.kafka;

import io.tributary.common.desired.SourceShare;
import io.tributary.common.topic.TopicNames;
import java.util.List;

/**
 * The topics through which the services speak, as they have to be.
 *
 * @param names below a prefix
 */
public record StateTopics(TopicNames names) {
  /** One record holds the verdicts of all tables of a source. */
  private static final int MOST_OBSERVED_BYTES = 64 * 1024 * 1024;

  /** All of them. */
  public List<WantedTopic> all() {
    return List.of(
        desired(),
        observed(),
        WantedTopic.events(names.progress()),
        validation(),
        WantedTopic.events(names.cutover()),
        WantedTopic.kept(names.audit(), 0),
        shares());
  }

  /** Those that the validator reads first and writes to. */
  public List<WantedTopic> ofValidator() {
    return List.of(desired(), observed(), validation(), shares());
  }

  private WantedTopic shares() {
    return WantedTopic.shares(names.shares(), SourceShare.COUNT);
  }

  private WantedTopic desired() {
    return WantedTopic.state(names.desired(), 0);
  }

  private WantedTopic observed() {
    return WantedTopic.state(names.observed(), MOST_OBSERVED_BYTES);
  }

  private WantedTopic validation() {
    return WantedTopic.events(names.validation());
  }
}
