package io.tributary.common.plan.file;

import io.tributary.common.plan.notify.NotificationKind;
import io.tributary.common.plan.notify.NotifyRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads who is told of what happens to a migration. */
final class NotifySectionReader {
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final long MOST_MILLIS = 60_000;

  private static final List<NotificationKind> ALL = List.of(NotificationKind.values());

  private NotifySectionReader() {}

  static List<NotifyRule> read(FileValue value) {
    Set<String> addresses = new HashSet<>();
    List<NotifyRule> rules = new ArrayList<>();
    for (FileValue each : value.list()) {
      NotifyRule rule = rule(each);
      if (!rule.url().isEmpty() && !addresses.add(rule.url())) {
        each.problem(
            PlanError.BAD_VALUE, "This address is named above. Name all its events there.");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static NotifyRule rule(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.NOTIFY);
    return new NotifyRule(
        WebhookAddress.read(fields, "url"),
        fields.get("events").map(NotifySectionReader::events).orElse(ALL),
        fields.number("timeout-millis", TIMEOUT_MILLIS, 1, MOST_MILLIS));
  }

  private static List<NotificationKind> events(FileValue value) {
    List<FileValue> words = value.list();
    if (words.isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE, "Name at least one kind of event, or leave the key out for all.");
    }
    return words.stream().flatMap(word -> EnumReader.read(word, ALL).stream()).toList();
  }
}
