package io.tributary.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes one image as a tarball, as {@code docker load} takes it.
 *
 * @param order says where it goes
 */
record ImageTarball(ImageOrder order) {
  /** Who runs in the images: no user of the machine below. */
  static final String USER = "10001:10001";

  /** Names the directories that have to be writable where the root file system is not. */
  static final String WRITABLE_LABEL = "io.tributary.writable";

  private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
  private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
  private static final FilePermissions PLACE = FilePermissions.fromOctalString("777");

  /**
   * Writes it.
   *
   * @param base that the layers are laid on; empty for none
   * @return the tarball
   */
  Path write(ImageRecipe recipe, Optional<String> base, List<ImageFiles> layers) throws Exception {
    JibContainerBuilder image = base.isPresent() ? Jib.from(base.get()) : Jib.fromScratch();
    if (base.isEmpty()) {
      image.setPlatforms(Set.of(new Platform(architecture(), "linux")));
    }
    image.setCreationTime(order.created());
    image.addLabel("org.opencontainers.image.title", recipe.name());
    image.addLabel("org.opencontainers.image.version", order.tag());
    if (!recipe.entry().isEmpty()) {
      image.setEntrypoint(recipe.entry()).setUser(USER);
      image.addLabel(WRITABLE_LABEL, String.join(" ", recipe.writable()));
      image.addFileEntriesLayer(places(recipe.writable()));
    }
    recipe.environment().forEach(image::addEnvironmentVariable);
    if (recipe.port() > 0) {
      image.addExposedPort(Port.tcp(recipe.port()));
    }
    for (ImageFiles layer : layers) {
      image.addFileEntriesLayer(layer(layer));
    }
    Path tarball = order.out().resolve(recipe.name() + ".tar");
    Path cache = order.out().resolve("cache");
    image.containerize(
        Containerizer.to(TarImage.at(tarball).named(recipe.name() + ":" + order.tag()))
            .setApplicationLayersCache(cache)
            .setBaseImageLayersCache(cache)
            .setToolName("tributary"));
    return tarball;
  }

  private FileEntriesLayer layer(ImageFiles files) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(files.name());
    for (Map.Entry<String, Path> file : files.files().entrySet()) {
      layer.addEntry(
          file.getValue(),
          AbsoluteUnixPath.get(file.getKey()),
          Files.isExecutable(file.getValue()) ? PROGRAM : FILE,
          order.created());
    }
    return layer.build();
  }

  private FileEntriesLayer places(List<String> writable) {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("places");
    for (String place : writable) {
      layer.addEntry(order.out(), AbsoluteUnixPath.get(place), PLACE, order.created(), USER);
    }
    return layer.build();
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }
}
