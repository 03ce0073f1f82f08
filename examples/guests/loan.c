/* Decides on a loan: a credit model, then the rules of a bank. Input, private, as decimal numbers:
   months, amount, instalment rate, years of residence, age, existing credits, dependants, telephone,
   foreign worker; then the numbers of eleven categories, in the order of data/german-credit.
   Output: the decision, A(pprove), D(ecline) or R(efer), the code of its reason, a line feed.

   The model is called whatever the rules say: which calls a run makes is public. */
#include "credit.h"
#include "guest.h"

enum { NUMBERS = 9, CATEGORIES = 11 };
enum { MONTHS = 0, AMOUNT = 1, AGE = 4 };

static const u32 scales[NUMBERS] = {72, 20000, 4, 4, 75, 4, 2, 1, 1};
static const u32 sizes[CATEGORIES] = {4, 5, 11, 5, 5, 5, 3, 4, 3, 3, 4};

static int features[CREDIT_INPUT_WORDS];
static int logit[CREDIT_OUTPUT_WORDS];

/* Real numbers with 16 bits of fraction. */
static const long long one = 1 << 16;
static const long long decline_below = -(1 << 15);
static const long long refer_below = 1 << 15;

static int decide(char decision, char reason) {
  char text[3] = {decision, reason, '\n'};
  write_output(text, sizeof text);
  return 0;
}

int main(void) {
  u32 numbers[NUMBERS];
  for (u32 i = 0; i < NUMBERS; i++) {
    numbers[i] = read_number();
    if (numbers[i] > 1000000) {
      return 1;
    }
    features[i] = credit_quantize((numbers[i] << 11) / scales[i] * 32);
  }
  int yes = credit_quantize(one);
  u32 at = NUMBERS;
  for (u32 c = 0; c < CATEGORIES; c++) {
    u32 category = read_number();
    if (category >= sizes[c]) {
      return 1;
    }
    features[at + category] = yes;
    at += sizes[c];
  }
  credit(features, logit);
  long long score = credit_real(logit[0]);
  if (numbers[AGE] < 18) {
    return decide('D', '1');
  }
  if (numbers[MONTHS] > 60) {
    return decide('D', '2');
  }
  if (numbers[AMOUNT] > 15000) {
    return decide('R', '3');
  }
  if (score < decline_below) {
    return decide('D', '4');
  }
  if (score < refer_below) {
    return decide('R', '5');
  }
  return decide('A', '0');
}
