/** The commands of README and tutorials, typed as they are written. */
@org.jspecify.annotations.NullMarked
package io.tributary.local.documents;
