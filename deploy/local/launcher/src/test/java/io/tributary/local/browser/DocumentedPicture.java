package io.tributary.local.browser;

import com.microsoft.playwright.Page;
import io.tributary.fixture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture that README and docs/console.md show. */
enum DocumentedPicture {
  OVERVIEW("console", PlayedPage.OVERVIEW, ConsoleLook.WIDE_LIGHT),
  CUTOVER("console-cutover", PlayedPage.CUTTING_OVER, ConsoleLook.WIDE_LIGHT),
  STOPPED("console-stopped", PlayedPage.STOPPED, ConsoleLook.NARROW_DARK);

  static final long MOST_BYTES = 150_000;

  /** Set to {@code true}, the pictures of the documentation are written anew. */
  private static final boolean WRITE = Boolean.getBoolean("tributary.screenshots.write");

  final PlayedPage page;
  final ConsoleLook look;
  private final String name;

  DocumentedPicture(String name, PlayedPage page, ConsoleLook look) {
    this.name = name;
    this.page = page;
    this.look = look;
  }

  /** Takes it of what the window shows; its size in bytes, as it is in the documentation. */
  long keep(Page shown) throws IOException {
    Path kept = Checkout.root().resolve("docs/images").resolve(name + ".png");
    byte[] picture = shown.screenshot();
    if (WRITE) {
      Files.createDirectories(kept.getParent());
      Files.write(kept, picture);
    }
    return Math.max(picture.length, Files.size(kept));
  }
}
