/** The names of the topics through which the services speak. */
@NullMarked
package io.tributary.common.topic;

import org.jspecify.annotations.NullMarked;
