/** Makes container images of Tributary's parts as tarballs, without a container engine. */
@NullMarked
package io.tributary.images;

import org.jspecify.annotations.NullMarked;
