/** Makes collections of a Chroma directory refuse writes. */
@NullMarked
package io.tributary.files.chroma.fence;

import org.jspecify.annotations.NullMarked;
