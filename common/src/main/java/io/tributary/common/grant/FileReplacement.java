package io.tributary.common.grant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;

/**
 * Replaces a file's content so that every reader sees the old or the new content, never a part,
 * also after a power cut. The new file has the old one's mode, owner and group, or is not put in
 * its place. The path is a real one; a link that somebody puts in its way meanwhile is not
 * followed.
 */
public final class FileReplacement {
  private FileReplacement() {}

  /**
   * Keeps the old content as {@code kept} unless that exists, then replaces it.
   *
   * @throws IOException when the old content stays
   */
  public static void replace(Path file, String content, String keptSuffix) throws IOException {
    new GrantedFile(file).requireUnmoved();
    Path directory = directory(file);
    Path kept = file.resolveSibling(file.getFileName() + keptSuffix);
    if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      // Through a second name, so that a crash never leaves half of the only copy behind.
      Path copying = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
      write(copying, new GrantedFile(file).text().getBytes(StandardCharsets.UTF_8), file);
      Files.move(copying, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    replace(file, content);
  }

  /**
   * Replaces it and keeps nothing.
   *
   * @throws IOException when the old content stays
   */
  public static void replace(Path file, String content) throws IOException {
    new GrantedFile(file).requireUnmoved();
    Path directory = directory(file);
    Path written = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
    write(written, content.getBytes(StandardCharsets.UTF_8), file);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }

  /**
   * Does everything but the replacing, with an empty file beside it that is removed again.
   *
   * @throws IOException when the replacing would fail by rights
   */
  public static void tryOut(Path file) throws IOException {
    new GrantedFile(file).requireUnmoved();
    Path tried = Files.createTempFile(directory(file), "." + file.getFileName(), ".tmp");
    try {
      copyRights(file, tried);
    } finally {
      Files.deleteIfExists(tried);
    }
  }

  /** The directory of a real path: only the root has none, and that is no file. */
  public static Path directory(Path real) {
    return Objects.requireNonNull(real.getParent(), "a file is in a directory");
  }

  private static void write(Path file, byte[] content, Path like) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      copyRights(like, file);
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void copyRights(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes old =
        Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.group().equals(old.group())) {
        view.setGroup(old.group());
      }
      if (!now.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
      // Last: a change of the owner takes rights away.
      view.setPermissions(old.permissions());
    } catch (IOException e) {
      throw new FileSystemException(
          from.toString(),
          null,
          "it belongs to "
              + old.owner().getName()
              + " and group "
              + old.group().getName()
              + ", and this service may not give a file to them. Run the service as that user, or"
              + " let the file belong to the service's");
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
