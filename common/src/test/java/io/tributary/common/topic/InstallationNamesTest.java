package io.tributary.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.model.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installations beside each other on one broker, one Connect and one server. */
class InstallationNamesTest {
  /** Prefixes, migrations and sources that are one text when they are joined the wrong way. */
  private static final List<String> PREFIXES =
      List.of("t", "t-a", "t-a-b", "t_a", "T", "t-compared", "t-orchestrator");

  private static final List<StreamId> STREAMS =
      Stream.of(
              new StreamId("a", "b"),
              new StreamId("a-b", "c"),
              new StreamId("a", "b-c"),
              new StreamId("b", "changes"),
              new StreamId("compared", "a"),
              new StreamId("desired", "observed"),
              new StreamId("a", "b-back"))
          .flatMap(stream -> Stream.of(stream, stream.opposite()))
          .toList();

  @Test
  void noTwoOfThemMakeAnythingUnderTheSameName() {
    Map<String, String> owners = new HashMap<>();
    for (String prefix : PREFIXES) {
      TopicNames topics = new TopicNames(prefix);
      for (String name : ofInstallation(topics)) {
        own(owners, "at the broker, " + name, prefix);
      }
      for (StreamId stream : STREAMS) {
        String owner = prefix + ", " + stream;
        own(owners, "at the broker, " + topics.changes(stream), owner);
        own(owners, "at the broker, " + topics.deadLetters(stream), owner);
        own(owners, "group " + topics.comparedGroup(stream), owner);
        own(owners, "group tributary-apply." + topics.changes(stream), owner);
        CaptureNames capture = topics.capture(stream);
        own(owners, "connector " + capture.connector(), owner);
        own(owners, "slot " + capture.slot(), owner);
        own(owners, "publication " + capture.publication(), owner);
      }
    }
  }

  @Test
  void noneReachesTopicsOfAnotherByWhatTheyBeginWith() {
    for (String prefix : PREFIXES) {
      for (String other : PREFIXES) {
        TopicNames topics = new TopicNames(other);
        List<String> all = new ArrayList<>(ofInstallation(topics));
        STREAMS.forEach(stream -> all.add(topics.changes(stream)));
        if (!other.equals(prefix)) {
          assertThat(all).noneMatch(topic -> topic.startsWith(prefix + "."));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t.a", "t.", ".", "t a", "t/a", "t*", "t\n", "tß", "\"t\""})
  void aPrefixThatWouldReachIntoAnotherOrIntoNowhereIsRefused(String prefix) {
    assertThatThrownBy(() -> new TopicNames(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tributary.topic-prefix is \"" + prefix + "\"");
  }

  private static List<String> ofInstallation(TopicNames topics) {
    return List.of(
        topics.desired(),
        topics.observed(),
        topics.progress(),
        topics.validation(),
        topics.cutover(),
        topics.audit());
  }

  private static void own(Map<String, String> owners, String name, String owner) {
    assertThat(owners.put(name, owner)).as(name + " of " + owner).isNull();
  }
}
