#include "route/road-search.h"
#include "base/file.h"
#include "base/random.h"
#include <sys/resource.h>
#include <stdio.h>
static double user(void){struct rusage r;getrusage(RUSAGE_SELF,&r);return r.ru_utime.tv_sec+r.ru_utime.tv_usec*1e-6;}
int main(int argc,char**argv){
  GError *e=NULL; GMappedFile*f=ty_file_map(argv[1],&e);
  double t=user();
  TyRoadGraph*g=ty_road_graph_read("x",g_mapped_file_get_contents(f),g_mapped_file_get_length(f),1,&e);
  if(!g){puts(e->message);return 1;}
  printf("read %.2f s n %u m %u\n",user()-t,g->n,g->m); t=user();
  TyRoadHierarchy*h=ty_road_hierarchy_new(g,1,&e);
  if(!h){puts(e->message);return 1;}
  struct rusage ru;getrusage(RUSAGE_SELF,&ru);
  printf("build %.2f s ways %u rss %.0f MB\n",user()-t,h->m,ru.ru_maxrss/1e3);
  TyRoadSearch*s=ty_road_search_new(h);
  guint32*d=g_new(guint32,g->n);
  TyRandom r=ty_random(1,1); int bad=0;
  for(int i=0;i<20;i++){guint32 a=ty_random_below(&r,g->n);ty_road_graph_distances(g,a,d,NULL);
   for(int j=0;j<50;j++){guint32 b=ty_random_below(&r,g->n);TyRoadEnd x={a},y={b};bad+=ty_road_search_run(s,&x,1,&y,1)!=d[b];}}
  printf("bad %d\n",bad);
  for(int k=0;k<3;k++){
  t=user();gsize tt=0;int Q=50000;
  for(int i=0;i<Q;i++){TyRoadEnd x={ty_random_below(&r,g->n)},y={ty_random_below(&r,g->n)};ty_road_search_run(s,&x,1,&y,1);tt+=0;}
  printf("query %.2f us\n",(user()-t)/Q*1e6);
  }
  {guint32 q[200];for(int i=0;i<200;i++)q[i]=ty_random_below(&r,g->n);
  t=user();for(int k=0;k<500;k++)for(int i=0;i<100;i++){TyRoadEnd x={q[i]},y={q[100+i]};ty_road_search_run(s,&x,1,&y,1);}
  printf("hot query %.2f us\n",(user()-t)/50000*1e6);}

  {int bad=0;gsize arcs=0;for(int i=0;i<1000;i++){TyRoadEnd x={ty_random_below(&r,g->n)},y={ty_random_below(&r,g->n)};guint32 w=ty_road_search_run(s,&x,1,&y,1);
    GArray*a=ty_road_search_way(s,NULL,NULL);guint32 v=x.node,sum=0;for(guint k=0;k<a->len;k++){guint32 c=g_array_index(a,guint32,k);bad+=c<g->first[v]||c>=g->first[v+1];v=g->head[c];sum+=g->weight[c];}bad+=v!=y.node||sum!=w;arcs+=a->len;g_array_unref(a);}
   printf("ways bad %d arcs %zu\n",bad,arcs/1000);
   t=user();for(int i=0;i<10000;i++){TyRoadEnd x={ty_random_below(&r,g->n)},y={ty_random_below(&r,g->n)};ty_road_search_run(s,&x,1,&y,1);
    GArray*a=ty_road_search_way(s,NULL,NULL);g_array_unref(a);}
   printf("query with way %.2f us\n",(user()-t)/10000*1e6);}
  int sizes[]={50,1000,50,1000,50,1000};
  for(int z=0;z<6;z++){int k=sizes[z];TyRoadEnd*e=g_new0(TyRoadEnd,2*k);TyRoadPlace*p=g_new0(TyRoadPlace,2*k);
   for(int i=0;i<2*k;i++){e[i].node=ty_random_below(&r,g->n);p[i]=(TyRoadPlace){i,1};}
   TyRoadDistance*tb=g_new(TyRoadDistance,k*k);
   t=user();ty_road_table(s,e,p,k,p+k,k,1,tb);printf("%dx%d %.2f ms\n",k,k,(user()-t)*1e3);
   int bad=0;for(int i=0;i<2000;i++){int a=ty_random_below(&r,k),b=ty_random_below(&r,k);bad+=ty_road_search_run(s,e+a,1,e+k+b,1)!=tb[a*k+b].weight;}if(bad)printf("bad %d\n",bad);}
}
