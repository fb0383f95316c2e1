package io.tributary.cdc.definition;

import io.tributary.common.change.ChangeRecord;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A definition as it travels through the stream: capture writes it into the source's own change
 * stream when it finds a change that no row may ever follow.
 *
 * @param oid the table's oid
 * @param now its definition, null when it is gone
 */
public record DefinitionNotice(long oid, @Nullable TableDefinition now) {

  /** The prefix of the logical message. */
  public static final String PREFIX = "tributary.shape";

  /** The notice in a record of the stream, if it is one. */
  public static Optional<DefinitionNotice> in(ChangeRecord record) {
    return isNotice(record)
        ? Optional.of(
            Json.read(
                ((ChangeRecord.Message) record).content().getBytes(StandardCharsets.UTF_8),
                DefinitionNotice.class))
        : Optional.empty();
  }

  /** Whether a record of the stream is a notice. */
  public static boolean isNotice(ChangeRecord record) {
    return record instanceof ChangeRecord.Message message && message.prefix().equals(PREFIX);
  }

  /** The message's content. */
  public String content() {
    return Json.text(this);
  }
}
