package io.tributary.cdc.definition;

import io.tributary.common.change.ChangeRecord;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in a stream that a table has changed in a way that no row may ever follow: capture writes it
 * into the source's own change stream, sealed. What the table looks like is not in it and is read
 * from the source's catalog, which may have changed again; the digest says whether it has, and then
 * another notice follows.
 *
 * @param oid the table's oid
 * @param digest of its definition at the notice's place, null when the table is gone
 */
public record DefinitionNotice(long oid, @Nullable String digest) {
  private static final String PREFIX = "tributary.shape.";

  /** The notice of a definition. */
  public static DefinitionNotice of(long oid, Optional<TableDefinition> now) {
    return new DefinitionNotice(oid, now.map(DefinitionNotice::digest).orElse(null));
  }

  /** The prefix of one stream's notices. */
  public static String prefix(StreamId stream) {
    return PREFIX + stream;
  }

  /** The notice in a record of the stream, whose seal is open, if it is one. */
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
    return record instanceof ChangeRecord.Message message && message.prefix().startsWith(PREFIX);
  }

  /** Whether the catalog is as it was at the notice's place. */
  public boolean matches(Optional<TableDefinition> catalog) {
    return equals(of(oid, catalog));
  }

  /** The message's text. */
  public String text() {
    return Json.text(this);
  }

  private static String digest(TableDefinition definition) {
    byte[] text = DefinitionStore.text(definition).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
