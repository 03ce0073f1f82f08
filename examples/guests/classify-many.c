/* Classifies images with LeNet-5. Input, private: the number of images, 4 bytes little-endian, then
   28 by 28 bytes each. Output: how many images are of each class, ten decimal lines. */
#include "guest.h"
#include "lenet.h"

enum { PIXELS = LENET_INPUT_WORDS, CLASSES = LENET_OUTPUT_WORDS };

static u8 image[PIXELS] __attribute__((aligned(4)));
static int input[PIXELS];
static int scores[CLASSES];
static int levels[256];
static u32 histogram[CLASSES];

static u32 best(void) {
  u32 class = 0;
  for (u32 c = 1; c < CLASSES; c++) {
    class = scores[c] > scores[class] ? c : class;
  }
  return class;
}

int main(void) {
  u32 count = 0;
  if (read_input(&count, 4) != 4) {
    return 1;
  }
  for (u32 level = 0; level < 256; level++) {
    levels[level] = lenet_quantize((long long)((level << 16) / 255));
  }
  for (u32 i = 0; i < count; i++) {
    if (read_input(image, PIXELS) != PIXELS) {
      return 1;
    }
    for (u32 p = 0; p < PIXELS; p++) {
      input[p] = levels[image[p]];
    }
    lenet(input, scores);
    histogram[best()]++;
  }
  for (u32 c = 0; c < CLASSES; c++) {
    write_number(histogram[c]);
  }
  return 0;
}
