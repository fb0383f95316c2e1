/** Several instances of the services share the sources. */
@NullMarked
package io.tributary.local.instances;

import org.jspecify.annotations.NullMarked;
