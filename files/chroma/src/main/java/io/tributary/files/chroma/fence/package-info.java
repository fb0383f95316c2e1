/** Makes collections of a Chroma directory refuse writes. */
package io.tributary.files.chroma.fence;
